#pragma once
#include <zlib.h>

// `inflateInit2` is a macro, which Swift cannot see. 16 more than the largest window: gzip streams only.
static inline int gzip_inflate_start(z_stream *stream) { return inflateInit2(stream, 16 + MAX_WBITS); }
