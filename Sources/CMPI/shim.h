#pragma once

// MPI for Swift, which sees neither its handles, macros that stand for addresses, nor MPI_STATUS_IGNORE. Ranks send each
// other bytes and nothing else. No call here waits: whoever waits asks again, and can look for signals and leave its
// processor to those that compute. Errors are returned: MPI would end the program at once.

#include <mpi.h>

/// Joins the other ranks; one thread of a rank makes all calls.
static inline int mpi_join(int *rank, int *count) {
  int provided;
  int failure = MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &provided);
  if (!failure) failure = MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
  if (!failure) failure = MPI_Comm_rank(MPI_COMM_WORLD, rank);
  if (!failure) failure = MPI_Comm_size(MPI_COMM_WORLD, count);
  return failure || provided < MPI_THREAD_FUNNELED;
}

/// Waits for all other ranks to leave, too.
static inline int mpi_leave(void) { return MPI_Finalize(); }

/// Ends all ranks at once.
static inline void mpi_end_all(int exit_code) { MPI_Abort(MPI_COMM_WORLD, exit_code); }

typedef struct {
  MPI_Request request;
  int failure;
} mpi_transfer;

/// Begins to send; the bytes must stay where they are until it is done.
static inline mpi_transfer mpi_begin_sending(const void *bytes, int count, int rank) {
  mpi_transfer transfer = {MPI_REQUEST_NULL, 0};
  transfer.failure = MPI_Isend(bytes, count, MPI_BYTE, rank, 0, MPI_COMM_WORLD, &transfer.request);
  return transfer;
}

static inline mpi_transfer mpi_begin_receiving(void *bytes, int count, int rank) {
  mpi_transfer transfer = {MPI_REQUEST_NULL, 0};
  transfer.failure = MPI_Irecv(bytes, count, MPI_BYTE, rank, 0, MPI_COMM_WORLD, &transfer.request);
  return transfer;
}

/// 1 if it is done, 0 if not, -1 if it has failed.
static inline int mpi_is_done(mpi_transfer *transfer) {
  int done = 0;
  if (!transfer->failure) transfer->failure = MPI_Test(&transfer->request, &done, MPI_STATUS_IGNORE);
  return transfer->failure ? -1 : done;
}

/// 1 if a message from a rank is there, of so many bytes; 0 if not, -1 if there will be none.
static inline int mpi_is_there(int rank, int *bytes) {
  int is_there = 0;
  MPI_Status status;
  if (MPI_Iprobe(rank, 0, MPI_COMM_WORLD, &is_there, &status)) return -1;
  if (is_there && MPI_Get_count(&status, MPI_BYTE, bytes)) return -1;
  return is_there;
}
