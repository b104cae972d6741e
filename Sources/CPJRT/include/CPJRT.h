#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The part of PJRT's C interface, major version 0, that this package uses (https://openxla.org/xla/pjrt). A plugin is
// a shared library whose function GetPjrtApi returns the table below. Every function takes one structure of arguments,
// which begins with its own size: plugins of other minor versions know more fields, or fewer, at its end. What is said
// to be out is filled by the call. Functions of the table that are not used are counted only.

typedef struct pjrt_error pjrt_error;
typedef struct pjrt_event pjrt_event;
typedef struct pjrt_client pjrt_client;
typedef struct pjrt_device pjrt_device;
typedef struct pjrt_device_description pjrt_device_description;
typedef struct pjrt_executable pjrt_executable;
typedef struct pjrt_buffer pjrt_buffer;

enum { pjrt_major_version = 0 };
/// Of pjrt_error_code_arguments: no memory is left.
enum { pjrt_resource_exhausted = 8 };
/// Types of scalars.
enum { pjrt_float32 = 11, pjrt_float64 = 12 };

typedef struct {
  size_t struct_size;
  void *extensions;
  int major, minor;
} pjrt_version;

typedef pjrt_error *(*pjrt_function)(void *arguments);

typedef struct {
  size_t struct_size;
  void *extensions;
  pjrt_version version;
  void (*error_destroy)(void *arguments);
  void (*error_message)(void *arguments);
  pjrt_function error_code;
  pjrt_function plugin_initialize;
  void *unused0[1];
  pjrt_function event_destroy;
  void *unused1[2];
  pjrt_function event_await;
  void *unused2[1];
  pjrt_function client_create;
  pjrt_function client_destroy;
  pjrt_function client_platform_name;
  void *unused3[1];
  pjrt_function client_platform_version;
  void *unused4[1];
  pjrt_function client_devices;
  void *unused5[3];
  pjrt_function client_compile;
  void *unused6[1];
  pjrt_function client_buffer_from_host;
  void *unused7[3];
  pjrt_function device_description_kind;
  void *unused8[2];
  pjrt_function device_description;
  void *unused9[4];
  pjrt_function device_memory;
  void *unused10[15];
  pjrt_function executable_destroy;
  void *unused11[4];
  pjrt_function execute;
  void *unused12[2];
  pjrt_function buffer_destroy;
  void *unused13[11];
  pjrt_function buffer_to_host;
} pjrt_api;

/// For the functions that destroy something, await an event, or need nothing.
typedef struct {
  size_t struct_size;
  void *extensions;
  void *object;
} pjrt_object_arguments;

typedef struct {
  size_t struct_size;
  void *extensions;
  const pjrt_error *error;
  const char *message;  // out; lives as long as the error
  size_t message_size;  // out
} pjrt_error_message_arguments;

typedef struct {
  size_t struct_size;
  void *extensions;
  const pjrt_error *error;
  int code;  // out
} pjrt_error_code_arguments;

typedef struct {
  size_t struct_size;
  void *extensions;
  const void *options;
  size_t option_count;
  void *key_value_callbacks[4];
  pjrt_client *client;  // out
  void *more_callbacks[2];
} pjrt_client_create_arguments;

/// For a client's platform name and version, and a device description's kind.
typedef struct {
  size_t struct_size;
  void *extensions;
  const void *object;
  const char *text;  // out; lives as long as the object
  size_t text_size;  // out
} pjrt_text_arguments;

typedef struct {
  size_t struct_size;
  void *extensions;
  pjrt_client *client;
  pjrt_device *const *devices;  // out
  size_t count;                 // out
} pjrt_devices_arguments;

typedef struct {
  size_t struct_size;
  void *extensions;
  pjrt_device *device;
  pjrt_device_description *description;  // out
} pjrt_device_description_arguments;

/// All but the first have a flag that says whether the plugin knows them.
typedef struct {
  size_t struct_size;
  void *extensions;
  pjrt_device *device;
  int64_t bytes_in_use;  // out
  struct {
    int64_t value;
    bool is_set;
  } peak_bytes_in_use, allocations, largest_allocation, bytes_limit, others[6];  // out
} pjrt_memory_arguments;

typedef struct {
  size_t struct_size;
  void *extensions;
  char *code;
  size_t code_size;
  const char *format;  // "mlir"
  size_t format_size;
} pjrt_program;

typedef struct {
  size_t struct_size;
  void *extensions;
  pjrt_client *client;
  const pjrt_program *program;
  const char *options;  // a serialised CompileOptionsProto
  size_t options_size;
  pjrt_executable *executable;  // out
} pjrt_compile_arguments;

typedef struct {
  size_t struct_size;
  void *extensions;
  pjrt_client *client;
  const void *data;
  int type;
  const int64_t *shape;
  size_t shape_count;
  const int64_t *strides;
  size_t strides_count;
  int semantics;  // 0: the data are only looked at during the call
  pjrt_device *device;
  void *memory;
  void *layout;
  pjrt_event *done;     // out
  pjrt_buffer *buffer;  // out
} pjrt_buffer_from_host_arguments;

typedef struct {
  size_t struct_size;
  void *extensions;
  void *callbacks[2];
  size_t callback_counts[2];
  int launch;
  const int64_t *kept_inputs;  // those that may not be overwritten
  size_t kept_inputs_count;
  void *context;
  const char *location;
  size_t task_count;
  void *tasks[2];
} pjrt_execute_options;

typedef struct {
  size_t struct_size;
  void *extensions;
  pjrt_executable *executable;
  pjrt_execute_options *options;
  pjrt_buffer *const *const *inputs;  // for each device
  size_t device_count;
  size_t input_count;
  pjrt_buffer **const *outputs;  // for each device; out
  pjrt_event **done;             // for each device; out, or NULL
  pjrt_device *device;
} pjrt_execute_arguments;

typedef struct {
  size_t struct_size;
  void *extensions;
  pjrt_buffer *buffer;
  void *layout;
  void *data;
  size_t size;
  pjrt_event *done;  // out
} pjrt_buffer_to_host_arguments;
