package dev.plinth.mongo;

import com.mongodb.event.ConnectionCheckedInEvent;
import com.mongodb.event.ConnectionCheckedOutEvent;
import com.mongodb.event.ConnectionClosedEvent;
import com.mongodb.event.ConnectionCreatedEvent;
import com.mongodb.event.ConnectionPoolListener;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the driver's connections by its events. */
final class PoolWatch implements ConnectionPoolListener {
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger taken = new AtomicInteger();

  int open() {
    return open.get();
  }

  int taken() {
    return taken.get();
  }

  @Override
  public void connectionCreated(ConnectionCreatedEvent event) {
    open.incrementAndGet();
  }

  @Override
  public void connectionClosed(ConnectionClosedEvent event) {
    open.decrementAndGet();
  }

  @Override
  public void connectionCheckedOut(ConnectionCheckedOutEvent event) {
    taken.incrementAndGet();
  }

  @Override
  public void connectionCheckedIn(ConnectionCheckedInEvent event) {
    taken.decrementAndGet();
  }
}
