package dev.plinth;

/** Is told of every operation when it ends: the place for metrics and traces. */
@FunctionalInterface
public interface OperationListener {
  /**
   * Called once for each operation, on a thread of the library's completion; return quickly. What it
   * throws is logged and otherwise ignored.
   */
  void onOperation(OperationEvent event);
}
