package dev.plinth.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the client and the SDK, whose transport ends at the first line that is no message, and
 * leaves unanswered what was asked before the input ended.
 */
final class StdioLines {
  private static final long LONGEST_DRAIN_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final byte[] RESPONSE =
      "{\"jsonrpc\":\"2.0\",\"id\":".getBytes(StandardCharsets.UTF_8);

  private final InputStream source;
  private final Output output;
  private final int longest;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Object pending = new Object();
  /** How long the requests are that wait for an answer, the eldest first. */
  private final Queue<Integer> unanswered = new ArrayDeque<>();
  private long unansweredBytes;
  private long written;
  private boolean broken;
  private boolean inputEnded;

  StdioLines(InputStream source, OutputStream target, int longest) {
    this.source = new BufferedInputStream(source);
    this.output = new Output(target);
    this.longest = longest;
  }

  InputStream input() {
    return new Input();
  }

  OutputStream output() {
    return output;
  }

  void awaitEnd() throws InterruptedException {
    ended.await();
  }

  /** No further message is taken. */
  void endInput() {
    synchronized (pending) {
      inputEnded = true;
      pending.notifyAll();
    }
    Thread drain = Thread.ofVirtual().unstarted(this::drain);
    drain.start();
  }

  /** Waits for the answers to what was asked. */
  private void drain() {
    long deadline = System.nanoTime() + LONGEST_DRAIN_NANOS;
    synchronized (pending) {
      long left = deadline - System.nanoTime();
      while (!unanswered.isEmpty() && !broken && left > 0) {
        try {
          TimeUnit.NANOSECONDS.timedWait(pending, left);
        } catch (InterruptedException impatient) {
          break;
        }
        left = deadline - System.nanoTime();
      }
    }
    ended.countDown();
  }

  /** Waits while what is asked already is as long as a line may be: it all is in memory. Once no message is taken, it is not asked. */
  private void asked(int bytes) {
    synchronized (pending) {
      while (!unanswered.isEmpty() && !broken && !inputEnded
          && unansweredBytes + bytes > longest) {
        try {
          pending.wait();
        } catch (InterruptedException impatient) {
          Thread.currentThread().interrupt();
          break;
        }
      }
      if (!inputEnded) {
        unanswered.add(bytes);
        unansweredBytes += bytes;
      }
    }
  }

  private void answered() {
    synchronized (pending) {
      written++;
      Integer bytes = unanswered.poll();
      unansweredBytes -= bytes == null ? 0 : bytes;
      pending.notifyAll();
    }
  }

  /** Waits until so many answers are written, or none can be any more. */
  void awaitWritten(long answers) {
    synchronized (pending) {
      while (written < answers && !broken) {
        try {
          pending.wait();
        } catch (InterruptedException impatient) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  /** Nobody reads answers any more. */
  void abandon() {
    synchronized (pending) {
      broken = true;
      pending.notifyAll();
    }
  }

  /** The SDK's session is over, whoever ended it: nothing more is read or written. */
  void end() {
    abandon();
    ended.countDown();
  }

  /** The next line that is a message; null at the end. Others are answered here. */
  private byte @Nullable [] nextMessage() throws IOException {
    while (true) {
      byte[] line = nextLine();
      if (line == null) {
        return null;
      }
      String text = new String(line, StandardCharsets.UTF_8).strip();
      if (text.isEmpty()) {
        continue;
      }
      switch (Messages.read(text)) {
        case Messages.Accepted accepted -> {
          if (accepted.isRequest()) {
            asked(line.length);
          }
          // To the SDK a carriage return ends a line as well.
          return (text.replace('\r', ' ') + "\n").getBytes(StandardCharsets.UTF_8);
        }
        case Messages.Refused refused -> refuse(refused);
      }
    }
  }

  private void refuse(Messages.Refused refused) throws IOException {
    synchronized (output) {
      output.pass((refused.text() + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** A line; one that is too long is read to its end and refused. */
  private byte @Nullable [] nextLine() throws IOException {
    var line = new ByteArrayOutputStream();
    boolean tooLong = false;
    while (true) {
      int next = source.read();
      boolean end = next < 0 || next == '\n';
      if (!end && line.size() < longest) {
        line.write(next);
      } else if (!end) {
        tooLong = true;
      } else if (tooLong) {
        refuse(new Messages.Refused(null, Messages.INVALID_REQUEST,
            "a line has at most " + longest + " bytes"));
        line.reset();
        tooLong = false;
        if (next < 0) {
          return null;
        }
      } else {
        return next < 0 && line.size() == 0 ? null : line.toByteArray();
      }
    }
  }

  /** What the SDK reads. At the end of the source it waits for the answers before it says so. */
  private final class Input extends InputStream {
    private byte[] message = {};
    private int at;

    @Override
    public int read() throws IOException {
      return hasMore() ? message[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!hasMore()) {
        return -1;
      }
      int count = Math.min(length, message.length - at);
      System.arraycopy(message, at, target, offset, count);
      at += count;
      return count;
    }

    private boolean hasMore() throws IOException {
      if (at < message.length) {
        return true;
      }
      byte[] next = nextMessage();
      if (next == null || inputHasEnded()) {
        drain();
        return false;
      }
      message = next;
      at = 0;
      return true;
    }

    private boolean inputHasEnded() {
      synchronized (pending) {
        return inputEnded;
      }
    }
  }

  /** What the SDK writes, a message at a time; it synchronises on this object itself. */
  private final class Output extends OutputStream {
    private final OutputStream target;
    private boolean atStart = true;
    private boolean inResponse;

    Output(OutputStream target) {
      this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[]{(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      inResponse |= atStart && begins(bytes, offset, length);
      atStart = length > 0 && bytes[offset + length - 1] == '\n';
      boolean isAnswer = atStart && inResponse;
      try {
        target.write(bytes, offset, length);
        if (isAnswer) {
          target.flush();
        }
      } catch (IOException gone) {
        end();
        throw gone;
      }
      if (isAnswer) {
        inResponse = false;
        answered();
      }
    }

    @Override
    public void flush() throws IOException {
      target.flush();
    }

    void pass(byte[] bytes) throws IOException {
      target.write(bytes);
      target.flush();
    }

    private static boolean begins(byte[] bytes, int offset, int length) {
      if (length < RESPONSE.length) {
        return false;
      }
      for (int i = 0; i < RESPONSE.length; i++) {
        if (bytes[offset + i] != RESPONSE[i]) {
          return false;
        }
      }
      return true;
    }
  }
}
