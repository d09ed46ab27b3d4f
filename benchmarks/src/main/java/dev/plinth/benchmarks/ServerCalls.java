package dev.plinth.benchmarks;

/** What one contender does on the table {@link Notes} of a server, for any number of threads. */
interface ServerCalls extends AutoCloseable {
  /** Reads a row by its key; something made of all its values. */
  long read(long id) throws Exception;

  /** Inserts a row, which the server has made durable when this returns; fails where the key exists. */
  Object insert(long id) throws Exception;

  /** Inserts a row of {@link Notes#COUNTED} in the same way; its key, which the server counts up. */
  Object insertCounted(long number) throws Exception;

  /** Whether what an insert failed with says that the key exists. */
  boolean isDuplicate(Exception failure);

  @Override
  void close();
}
