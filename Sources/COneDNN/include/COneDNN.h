#pragma once
#include <stddef.h>

// Values of onednn_cpu_runtime, of the same names in oneDNN.
enum { onednn_runtime_sequential = 1, onednn_runtime_openmp = 2, onednn_runtime_tbb = 4, onednn_runtime_pool = 8 };

// A thin C face of oneDNN, the same for its 2.x and 3.x interfaces: single-threaded float32
// convolutions on NHWC images, and matrix products. Every function is safe to call from several
// threads at once; scratch memory belongs to the caller.

typedef struct onednn_convolution onednn_convolution;

typedef enum {
  onednn_forward,          // images, filter -> outputs
  onednn_backward_images,  // outputs, filter -> images
  onednn_backward_filter   // images, outputs -> filter
} onednn_direction;

typedef struct {
  int batch, height, width, channels_in, channels_out, kernel, stride, padding;
} onednn_convolution_shape;

/// Major, minor and patch version of the library that is linked.
void onednn_version(int version[3]);

/// What the linked library was built to divide its work by: DNNL_RUNTIME_SEQ and so on.
unsigned onednn_cpu_runtime(void);

/// Whether the program has OpenMP's omp_set_num_threads.
int onednn_finds_openmp(void);

/// The instruction sets that the library chooses kernels of, as oneDNN names them: "AVX2", or a number where a
/// later version has added some. "" on processors other than x86.
void onednn_instruction_sets(char name[32]);

/// Makes oneDNN use one thread in calls from the current thread, if it is built for OpenMP.
void onednn_use_one_thread(void);

/// NULL if oneDNN refuses; the reason is then in `status`.
onednn_convolution *onednn_convolution_create(
    onednn_convolution_shape shape, onednn_direction direction, int *status);
void onednn_convolution_destroy(onednn_convolution *convolution);

/// Bytes of the filter in the layout that this convolution reads or writes, and of its scratch memory.
size_t onednn_convolution_filter_bytes(const onednn_convolution *convolution);
size_t onednn_convolution_scratch_bytes(const onednn_convolution *convolution);

/// Converts a filter between OIHW and the convolution's own layout.
int onednn_convolution_pack(const onednn_convolution *convolution, const float *oihw, void *packed);
int onednn_convolution_unpack(const onednn_convolution *convolution, const void *packed, float *oihw);

/// Runs one convolution; which of the three arrays is written depends on the direction. Addresses must
/// be aligned to 64 bytes for full speed. Returns 0, or oneDNN's status.
int onednn_convolution_run(
    const onednn_convolution *convolution, float *images, void *packed_filter, float *outputs,
    void *scratch);

/// c (m x n) <- op(a) op(b) + beta c, row-major with the given leading dimensions; op is the transpose
/// where the letter is 'T', nothing where it is 'N'. Returns 0, or oneDNN's status.
int onednn_matrix_product(
    char transpose_a, char transpose_b, long m, long n, long k, const float *a, long lda,
    const float *b, long ldb, float beta, float *c, long ldc);
