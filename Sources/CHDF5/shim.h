#pragma once

// HDF5 for Swift. Swift does not see macros that expand to expressions, refuses HDF5's global variables
// (the types and the property list classes), and must not depend on which version of a versioned function
// a macro picks: each is wrapped here in a function. Every wrapper opens the library first, as HDF5's own macros do.

#include <hdf5.h>
#include <stdlib.h>
#include <string.h>

// Predefined types: as stored (little-endian) and as held in memory.
static inline hid_t hdf5_float32(void) { return H5T_IEEE_F32LE; }
static inline hid_t hdf5_float64(void) { return H5T_IEEE_F64LE; }
static inline hid_t hdf5_int32(void) { return H5T_STD_I32LE; }
static inline hid_t hdf5_int64(void) { return H5T_STD_I64LE; }
static inline hid_t hdf5_uint8(void) { return H5T_STD_U8LE; }
static inline hid_t hdf5_uint64(void) { return H5T_STD_U64LE; }
static inline hid_t hdf5_native_double(void) { return H5T_NATIVE_DOUBLE; }

/// A new text type of `width` bytes (UTF-8, null-padded), or of variable length where `width` is 0.
static inline hid_t hdf5_create_text(size_t width) {
  hid_t type = H5Tcopy(H5T_C_S1);
  if (type < 0) return type;
  if (H5Tset_size(type, width == 0 ? H5T_VARIABLE : width) < 0 || H5Tset_cset(type, H5T_CSET_UTF8) < 0
      || (width > 0 && H5Tset_strpad(type, H5T_STR_NULLPAD) < 0)) {
    H5Tclose(type);
    return -1;
  }
  return type;
}

// Property list classes.
static inline hid_t hdf5_file_access(void) { return H5P_FILE_ACCESS; }
static inline hid_t hdf5_file_creation(void) { return H5P_FILE_CREATE; }
static inline hid_t hdf5_group_creation(void) { return H5P_GROUP_CREATE; }
static inline hid_t hdf5_dataset_creation(void) { return H5P_DATASET_CREATE; }

// Constants.
static inline hid_t hdf5_default(void) { return H5P_DEFAULT; }
static inline hid_t hdf5_everything(void) { return H5S_ALL; }
static inline unsigned hdf5_read_only(void) { return H5F_ACC_RDONLY; }
static inline unsigned hdf5_truncate(void) { return H5F_ACC_TRUNC; }
static inline H5Z_filter_t hdf5_deflate(void) { return H5Z_FILTER_DEFLATE; }
static inline H5Z_filter_t hdf5_shuffle(void) { return H5Z_FILTER_SHUFFLE; }

/// Makes files of this access list be opened without HDF5's own locks, where the library knows how.
static inline herr_t hdf5_take_no_locks(hid_t access) {
#if H5_VERSION_GE(1, 12, 1) || (H5_VERSION_GE(1, 10, 7) && !H5_VERSION_GE(1, 12, 0))
  return H5Pset_file_locking(access, 0, 1);
#else
  return (void)access, 0;
#endif
}

/// Switches off the printing of errors, for the calling thread.
static inline herr_t hdf5_silence(void) { return H5Eset_auto2(H5E_DEFAULT, NULL, NULL); }

struct hdf5_complaint {
  char text[256];
  int truncated;
};

static inline herr_t hdf5_keep_innermost(unsigned depth, const H5E_error2_t *error, void *context) {
  struct hdf5_complaint *complaint = (struct hdf5_complaint *)context;
  if (depth == 0 && error->desc) strncpy(complaint->text, error->desc, sizeof complaint->text - 1);
  if (error->min_num == H5E_TRUNCATED) complaint->truncated = 1;
  return 0;
}

/// What the last failed call complained of: the innermost message, and whether the file is too short.
static inline struct hdf5_complaint hdf5_last_complaint(void) {
  struct hdf5_complaint complaint;
  memset(&complaint, 0, sizeof complaint);
  // Upwards: from the function that found the error to the one that was called.
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, hdf5_keep_innermost, &complaint);
  return complaint;
}

/// Whether the link at `index` (by name, increasing) is a hard one; negative if it cannot be looked at.
static inline int hdf5_is_hard_link(hid_t group, hsize_t index) {
  H5L_info_t info;
  if (H5Lget_info_by_idx(group, ".", H5_INDEX_NAME, H5_ITER_INC, index, &info, H5P_DEFAULT) < 0) return -1;
  return info.type == H5L_TYPE_HARD;
}

/// The number of the filter at `index`; negative if it cannot be looked at.
static inline H5Z_filter_t hdf5_filter(hid_t creation, unsigned index) {
  unsigned flags = 0, configuration = 0;
  size_t values = 0;
  return H5Pget_filter2(creation, index, &flags, &values, NULL, 0, NULL, &configuration);
}

// A file in memory whose bytes outlive its closing. (H5Fget_file_image would give them without closing, but clears
// the mark of an open file and leaves the checksum over it as it was: such a file cannot be opened.)

struct hdf5_image {
  void *bytes;
  size_t size;
};

static inline void *hdf5_image_allocate(size_t size, H5FD_file_image_op_t operation, void *image) {
  (void)operation;
  ((struct hdf5_image *)image)->size = size;
  return malloc(size);
}

static inline void *hdf5_image_reallocate(
    void *bytes, size_t size, H5FD_file_image_op_t operation, void *image) {
  (void)operation;
  ((struct hdf5_image *)image)->size = size;
  return realloc(bytes, size);
}

static inline void *hdf5_image_copy(
    void *target, const void *source, size_t size, H5FD_file_image_op_t operation, void *image) {
  (void)operation, (void)image;
  return memcpy(target, source, size);
}

static inline herr_t hdf5_image_free(void *bytes, H5FD_file_image_op_t operation, void *image) {
  if (operation == H5FD_FILE_IMAGE_OP_FILE_CLOSE)
    ((struct hdf5_image *)image)->bytes = bytes;
  else
    free(bytes);
  return 0;
}

static inline void *hdf5_image_same(void *image) { return image; }
static inline herr_t hdf5_image_keep(void *image) { return (void)image, 0; }

/// Makes files of this access list live in memory, which grows by `increment` bytes. When the file is closed, `image`
/// receives its bytes, to be freed by the caller, and the size of the allocation.
static inline herr_t hdf5_set_image(hid_t access, size_t increment, struct hdf5_image *image) {
  H5FD_file_image_callbacks_t callbacks = {hdf5_image_allocate, hdf5_image_copy, hdf5_image_reallocate,
                                           hdf5_image_free,     hdf5_image_same, hdf5_image_keep, image};
  if (H5Pset_fapl_core(access, increment, 0) < 0) return -1;
  return H5Pset_file_image_callbacks(access, &callbacks);
}

/// Frees texts of variable length that a read has allocated.
static inline herr_t hdf5_free_texts(hid_t type, hid_t space, void *texts) {
#if H5_VERSION_GE(1, 12, 0)
  return H5Treclaim(type, space, H5P_DEFAULT, texts);
#else
  return H5Dvlen_reclaim(type, space, H5P_DEFAULT, texts);
#endif
}
