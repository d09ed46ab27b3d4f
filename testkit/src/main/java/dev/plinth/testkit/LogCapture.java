package dev.plinth.testkit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * All log lines while it is open: those of this library at every level, those of others from INFO on,
 * through SLF4J and through {@code java.util.logging}.
 */
final class LogCapture implements AutoCloseable {
  private static final String LIBRARY = "dev.plinth";

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Appender appender = new Appender();
  private final JulHandler handler = new JulHandler();
  /** Who else listens; told of the warnings of other libraries alone, which say much at INFO. */
  private final List<ch.qos.logback.core.Appender<ILoggingEvent>> others = new ArrayList<>();
  private final Logger library;
  private final Logger root;

  private LogCapture(LoggerContext context) {
    library = context.getLogger(LIBRARY);
    root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    library.setLevel(Level.TRACE);
    library.setAdditive(false);
    root.setLevel(Level.INFO);
    appender.setContext(context);
    appender.start();
    root.iteratorForAppenders().forEachRemaining(others::add);
    others.forEach(root::detachAppender);
    library.addAppender(appender);
    root.addAppender(appender);
    java.util.logging.Logger.getLogger("").addHandler(handler);
  }

  static LogCapture open() {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (!(factory instanceof LoggerContext context)) {
      throw new IllegalStateException(
          "the suite reads the log through logback-classic, but SLF4J is "
              + "bound to " + factory.getClass().getName()
              + "; remove that binding from the test's class path");
    }
    return new LogCapture(context);
  }

  /** Fails if a secret was logged since it was opened. */
  void assertClean() {
    SecretCanary.assertClean("the log", String.join("\n", lines));
  }

  /** Whether a line holds this text. */
  boolean contains(String text) {
    return lines.stream().anyMatch(line -> line.contains(text));
  }

  @Override
  public void close() {
    library.detachAppender(appender);
    root.detachAppender(appender);
    others.forEach(root::addAppender);
    java.util.logging.Logger.getLogger("").removeHandler(handler);
    appender.stop();
  }

  private final class Appender extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      String failure = event.getThrowableProxy() == null
          ? ""
          : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy());
      lines.add(event.getLoggerName() + ": " + event.getFormattedMessage() + failure);
      boolean ours = event.getLoggerName().startsWith(LIBRARY);
      if (!ours && event.getLevel().isGreaterOrEqual(Level.WARN)) {
        others.forEach(other -> other.doAppend(event));
      }
    }
  }

  private final class JulHandler extends Handler {
    private final SimpleFormatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord entry) {
      if (entry.getLevel().intValue() >= java.util.logging.Level.INFO.intValue()) {
        lines.add(formatter.format(entry));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
