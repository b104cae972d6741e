#include "COneDNN.h"

#include <dnnl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// oneDNN 2.x describes memory by value and needs operation descriptors; 3.x describes it by handle and
// makes primitives directly. These few names are all that the rest of this file sees of the difference.
#if DNNL_VERSION_MAJOR >= 3
#define REFERENCE(descriptor) (descriptor)
typedef const_dnnl_memory_desc_t memory_reference;
static int describe(dnnl_memory_desc_t *result, const dnnl_dims_t sizes, dnnl_format_tag_t layout) {
  return dnnl_memory_desc_create_with_tag(result, 4, sizes, dnnl_f32, layout);
}
static int copy_description(dnnl_memory_desc_t *result, memory_reference source) {
  return dnnl_memory_desc_clone(result, source);
}
static void forget(dnnl_memory_desc_t *descriptor) {
  if (*descriptor) dnnl_memory_desc_destroy(*descriptor);
}
#else
#define REFERENCE(descriptor) (&(descriptor))
typedef const dnnl_memory_desc_t *memory_reference;
static int describe(dnnl_memory_desc_t *result, const dnnl_dims_t sizes, dnnl_format_tag_t layout) {
  return dnnl_memory_desc_init_by_tag(result, 4, sizes, dnnl_f32, layout);
}
static int copy_description(dnnl_memory_desc_t *result, memory_reference source) {
  *result = *source;
  return dnnl_success;
}
static void forget(dnnl_memory_desc_t *descriptor) { (void)descriptor; }
#endif

// Declared by hand: the compiler of this package need not know OpenMP, only the linked oneDNN does.
extern void omp_set_num_threads(int count) __attribute__((weak));

struct onednn_convolution {
  onednn_direction direction;
  dnnl_engine_t engine;
  dnnl_primitive_t primitive, pack, unpack;
  // The arrays as the primitive wants them, and the filter as others know it.
  dnnl_memory_desc_t images, filter, outputs, scratch, oihw;
  // Where the primitive wants another layout of images and outputs than NHWC: that layout, and conversions.
  int converts;
  dnnl_memory_desc_t nhwc_images, nhwc_outputs;
  dnnl_primitive_t convert_images, convert_outputs;
};

void onednn_version(int version[3]) {
  const dnnl_version_t *linked = dnnl_version();
  version[0] = linked->major;
  version[1] = linked->minor;
  version[2] = linked->patch;
}

_Static_assert(
    DNNL_RUNTIME_SEQ == onednn_runtime_sequential && DNNL_RUNTIME_OMP == onednn_runtime_openmp
        && DNNL_RUNTIME_TBB == onednn_runtime_tbb && DNNL_RUNTIME_THREADPOOL == onednn_runtime_pool,
    "oneDNN numbers its runtimes in another way");

unsigned onednn_cpu_runtime(void) { return dnnl_version()->cpu_runtime; }

int onednn_finds_openmp(void) { return omp_set_num_threads != NULL; }

void onednn_instruction_sets(char name[32]) {
  name[0] = 0;
#if defined(__x86_64__) || defined(__i386__)
  dnnl_cpu_isa_t sets = dnnl_get_effective_cpu_isa();
  switch (sets) {
    case dnnl_cpu_isa_sse41: strcpy(name, "SSE41"); break;
    case dnnl_cpu_isa_avx: strcpy(name, "AVX"); break;
    case dnnl_cpu_isa_avx2: strcpy(name, "AVX2"); break;
    case dnnl_cpu_isa_avx2_vnni: strcpy(name, "AVX2_VNNI"); break;
    case dnnl_cpu_isa_avx512_core: strcpy(name, "AVX512_CORE"); break;
    case dnnl_cpu_isa_avx512_core_vnni: strcpy(name, "AVX512_CORE_VNNI"); break;
    case dnnl_cpu_isa_avx512_core_bf16: strcpy(name, "AVX512_CORE_BF16"); break;
    case dnnl_cpu_isa_avx512_core_amx: strcpy(name, "AVX512_CORE_AMX"); break;
    // Later versions know more.
    default: snprintf(name, 32, "instruction sets 0x%x", (unsigned)sets);
  }
#endif
}

void onednn_use_one_thread(void) {
  if (omp_set_num_threads) omp_set_num_threads(1);
}

/// Winograd's algorithm spares half of the multiplications of a 3x3 kernel. oneDNN has it up to 2.x, for
/// layouts in blocks of 16 channels.
static int allows_winograd(onednn_convolution_shape s) {
  return DNNL_VERSION_MAJOR < 3 && s.kernel == 3 && s.stride == 1 && s.padding == 1 && s.channels_in % 16 == 0
      && s.channels_out % 16 == 0;
}

static int make_convolution(
    onednn_convolution *c, onednn_convolution_shape s, int winograd, dnnl_primitive_desc_t *result) {
  dnnl_format_tag_t layout = winograd ? dnnl_nChw16c : dnnl_nhwc;
  dnnl_alg_kind_t algorithm = winograd ? dnnl_convolution_winograd : dnnl_convolution_direct;
  int out_height = (s.height + 2 * s.padding - s.kernel) / s.stride + 1;
  int out_width = (s.width + 2 * s.padding - s.kernel) / s.stride + 1;
  dnnl_dims_t image_sizes = {s.batch, s.channels_in, s.height, s.width};
  dnnl_dims_t filter_sizes = {s.channels_out, s.channels_in, s.kernel, s.kernel};
  dnnl_dims_t output_sizes = {s.batch, s.channels_out, out_height, out_width};
  dnnl_dims_t strides = {s.stride, s.stride}, padding = {s.padding, s.padding}, dilation = {0, 0};
  dnnl_memory_desc_t any;
  c->converts = winograd;
  int status = describe(&c->images, image_sizes, layout);
  if (!status) status = describe(&c->outputs, output_sizes, layout);
  if (!status) status = describe(&c->nhwc_images, image_sizes, dnnl_nhwc);
  if (!status) status = describe(&c->nhwc_outputs, output_sizes, dnnl_nhwc);
  if (!status) status = describe(&c->oihw, filter_sizes, dnnl_oihw);
  if (!status) status = describe(&any, filter_sizes, dnnl_format_tag_any);
  if (status) return status;

  dnnl_primitive_attr_t attributes;
  status = dnnl_primitive_attr_create(&attributes);
  if (status) return status;
  dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user);
#if DNNL_VERSION_MAJOR >= 3
  dnnl_primitive_desc_t hint = NULL;
  status = dnnl_convolution_forward_primitive_desc_create(
      &hint, c->engine, dnnl_forward_training, algorithm, c->images, any, NULL,
      c->outputs, strides, dilation, padding, padding, attributes);
  if (!status && c->direction == onednn_forward) {
    *result = hint;
    hint = NULL;
  } else if (!status && c->direction == onednn_backward_images) {
    status = dnnl_convolution_backward_data_primitive_desc_create(
        result, c->engine, algorithm, c->images, any, c->outputs, strides, dilation,
        padding, padding, hint, attributes);
  } else if (!status) {
    status = dnnl_convolution_backward_weights_primitive_desc_create(
        result, c->engine, algorithm, c->images, any, NULL, c->outputs, strides, dilation,
        padding, padding, hint, attributes);
  }
  if (hint) dnnl_primitive_desc_destroy(hint);
  dnnl_memory_desc_destroy(any);
#else
  (void)dilation;
  dnnl_convolution_desc_t forward, operation;
  dnnl_primitive_desc_t hint = NULL;
  status = dnnl_convolution_forward_desc_init(
      &forward, dnnl_forward_training, algorithm, &c->images, &any, NULL, &c->outputs,
      strides, padding, padding);
  if (!status) status = dnnl_primitive_desc_create(&hint, &forward, attributes, c->engine, NULL);
  if (!status && c->direction == onednn_forward) {
    *result = hint;
    hint = NULL;
  } else if (!status) {
    status = c->direction == onednn_backward_images
        ? dnnl_convolution_backward_data_desc_init(
              &operation, algorithm, &c->images, &any, &c->outputs, strides, padding,
              padding)
        : dnnl_convolution_backward_weights_desc_init(
              &operation, algorithm, &c->images, &any, NULL, &c->outputs, strides,
              padding, padding);
    if (!status) status = dnnl_primitive_desc_create(result, &operation, attributes, c->engine, hint);
  }
  if (hint) dnnl_primitive_desc_destroy(hint);
#endif
  dnnl_primitive_attr_destroy(attributes);
  return status;
}

static int make_reorder(
    dnnl_primitive_t *result, dnnl_engine_t engine, memory_reference from, memory_reference to) {
  dnnl_primitive_desc_t description;
  int status = dnnl_reorder_primitive_desc_create(&description, from, engine, to, engine, NULL);
  if (status) return status;
  status = dnnl_primitive_create(result, description);
  dnnl_primitive_desc_destroy(description);
  return status;
}

onednn_convolution *onednn_convolution_create(
    onednn_convolution_shape shape, onednn_direction direction, int *status) {
  // Primitives are compiled for the number of threads that the creating thread would use.
  onednn_use_one_thread();
  onednn_convolution *c = calloc(1, sizeof *c);
  if (!c) {
    *status = dnnl_out_of_memory;
    return NULL;
  }
  dnnl_primitive_desc_t description = NULL;
  c->direction = direction;
  *status = dnnl_engine_create(&c->engine, dnnl_cpu, 0);
  if (!*status) {
    int winograd = allows_winograd(shape);
    *status = make_convolution(c, shape, winograd, &description);
    if (*status && winograd) *status = make_convolution(c, shape, 0, &description);
  }
  if (!*status) {
    dnnl_query_t filter =
        direction == onednn_backward_filter ? dnnl_query_diff_weights_md : dnnl_query_weights_md;
    *status = copy_description(&c->filter, dnnl_primitive_desc_query_md(description, filter, 0));
  }
  if (!*status)
    *status = copy_description(
        &c->scratch, dnnl_primitive_desc_query_md(description, dnnl_query_scratchpad_md, 0));
  if (!*status) *status = dnnl_primitive_create(&c->primitive, description);
  if (description) dnnl_primitive_desc_destroy(description);
  if (!*status)
    *status = make_reorder(&c->pack, c->engine, REFERENCE(c->oihw), REFERENCE(c->filter));
  if (!*status)
    *status = make_reorder(&c->unpack, c->engine, REFERENCE(c->filter), REFERENCE(c->oihw));
  if (!*status && c->converts) {
    *status = direction == onednn_backward_images
        ? make_reorder(&c->convert_images, c->engine, REFERENCE(c->images), REFERENCE(c->nhwc_images))
        : make_reorder(&c->convert_images, c->engine, REFERENCE(c->nhwc_images), REFERENCE(c->images));
    if (!*status)
      *status = direction == onednn_forward
          ? make_reorder(&c->convert_outputs, c->engine, REFERENCE(c->outputs), REFERENCE(c->nhwc_outputs))
          : make_reorder(&c->convert_outputs, c->engine, REFERENCE(c->nhwc_outputs), REFERENCE(c->outputs));
  }
  if (!*status) return c;
  onednn_convolution_destroy(c);
  return NULL;
}

void onednn_convolution_destroy(onednn_convolution *c) {
  if (c->primitive) dnnl_primitive_destroy(c->primitive);
  if (c->pack) dnnl_primitive_destroy(c->pack);
  if (c->unpack) dnnl_primitive_destroy(c->unpack);
  if (c->convert_images) dnnl_primitive_destroy(c->convert_images);
  if (c->convert_outputs) dnnl_primitive_destroy(c->convert_outputs);
  forget(&c->images);
  forget(&c->nhwc_images);
  forget(&c->nhwc_outputs);
  forget(&c->filter);
  forget(&c->outputs);
  forget(&c->scratch);
  forget(&c->oihw);
  if (c->engine) dnnl_engine_destroy(c->engine);
  free(c);
}

size_t onednn_convolution_filter_bytes(const onednn_convolution *c) {
  return dnnl_memory_desc_get_size(REFERENCE(c->filter));
}

static size_t aligned(size_t bytes) { return (bytes + 63) / 64 * 64; }

size_t onednn_convolution_scratch_bytes(const onednn_convolution *c) {
  size_t own = aligned(dnnl_memory_desc_get_size(REFERENCE(c->scratch)));
  if (!c->converts) return own;
  return own + aligned(dnnl_memory_desc_get_size(REFERENCE(c->images)))
      + aligned(dnnl_memory_desc_get_size(REFERENCE(c->outputs)));
}

/// One array handed to a primitive: which argument it is, its layout and its address.
typedef struct {
  int name;
  memory_reference layout;
  void *address;
} argument;

static int execute(dnnl_primitive_t primitive, dnnl_engine_t engine, const argument *given, int count) {
  // Scratch memory is laid out for one thread: more of them would write beyond it.
  onednn_use_one_thread();
  dnnl_exec_arg_t arguments[4];
  dnnl_stream_t stream = NULL;
  int made = 0;
  int status = dnnl_stream_create(&stream, engine, dnnl_stream_default_flags);
  for (; !status && made < count; made++) {
    arguments[made].arg = given[made].name;
    status = dnnl_memory_create(
        &arguments[made].memory, given[made].layout, engine, given[made].address);
    if (status) break;
  }
  if (!status) status = dnnl_primitive_execute(primitive, stream, count, arguments);
  if (!status) status = dnnl_stream_wait(stream);
  for (int i = 0; i < made; i++) dnnl_memory_destroy(arguments[i].memory);
  if (stream) dnnl_stream_destroy(stream);
  return status;
}

int onednn_convolution_pack(const onednn_convolution *c, const float *oihw, void *packed) {
  argument arguments[] = {
      {DNNL_ARG_FROM, REFERENCE(c->oihw), (void *)oihw},
      {DNNL_ARG_TO, REFERENCE(c->filter), packed},
  };
  return execute(c->pack, c->engine, arguments, 2);
}

int onednn_convolution_unpack(const onednn_convolution *c, const void *packed, float *oihw) {
  argument arguments[] = {
      {DNNL_ARG_FROM, REFERENCE(c->filter), (void *)packed},
      {DNNL_ARG_TO, REFERENCE(c->oihw), oihw},
  };
  return execute(c->unpack, c->engine, arguments, 2);
}

static int convert(
    const onednn_convolution *c, dnnl_primitive_t conversion, memory_reference from, void *source,
    memory_reference to, void *target) {
  argument arguments[] = {{DNNL_ARG_FROM, from, source}, {DNNL_ARG_TO, to, target}};
  return execute(conversion, c->engine, arguments, 2);
}

static int run_primitive(
    const onednn_convolution *c, void *images, void *packed_filter, void *outputs, void *scratch) {
  static const int names[3][3] = {
      {DNNL_ARG_SRC, DNNL_ARG_WEIGHTS, DNNL_ARG_DST},
      {DNNL_ARG_DIFF_SRC, DNNL_ARG_WEIGHTS, DNNL_ARG_DIFF_DST},
      {DNNL_ARG_SRC, DNNL_ARG_DIFF_WEIGHTS, DNNL_ARG_DIFF_DST},
  };
  argument arguments[] = {
      {names[c->direction][0], REFERENCE(c->images), images},
      {names[c->direction][1], REFERENCE(c->filter), packed_filter},
      {names[c->direction][2], REFERENCE(c->outputs), outputs},
      {DNNL_ARG_SCRATCHPAD, REFERENCE(c->scratch), scratch},
  };
  return execute(c->primitive, c->engine, arguments, 4);
}

int onednn_convolution_run(
    const onednn_convolution *c, float *images, void *packed_filter, float *outputs, void *scratch) {
  if (!c->converts) return run_primitive(c, images, packed_filter, outputs, scratch);
  char *own_images = (char *)scratch + aligned(dnnl_memory_desc_get_size(REFERENCE(c->scratch)));
  char *own_outputs = own_images + aligned(dnnl_memory_desc_get_size(REFERENCE(c->images)));
  int status = 0;
  if (c->direction != onednn_backward_images)
    status = convert(
        c, c->convert_images, REFERENCE(c->nhwc_images), images, REFERENCE(c->images), own_images);
  if (!status && c->direction != onednn_forward)
    status = convert(
        c, c->convert_outputs, REFERENCE(c->nhwc_outputs), outputs, REFERENCE(c->outputs), own_outputs);
  if (!status) status = run_primitive(c, own_images, packed_filter, own_outputs, scratch);
  if (!status && c->direction == onednn_backward_images)
    status = convert(
        c, c->convert_images, REFERENCE(c->images), own_images, REFERENCE(c->nhwc_images), images);
  if (!status && c->direction == onednn_forward)
    status = convert(
        c, c->convert_outputs, REFERENCE(c->outputs), own_outputs, REFERENCE(c->nhwc_outputs), outputs);
  return status;
}

int onednn_matrix_product(
    char transpose_a, char transpose_b, long m, long n, long k, const float *a, long lda,
    const float *b, long ldb, float beta, float *c, long ldc) {
  onednn_use_one_thread();
  return dnnl_sgemm(transpose_a, transpose_b, m, n, k, 1.0f, a, lda, b, ldb, beta, c, ldc);
}
