package dev.plinth.support.pooled;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.support.engine.BatchSession;
import dev.plinth.support.engine.Session;
import dev.plinth.support.engine.Work;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Calls that travel together, until each of them has its own answer. */
final class Batch {
  /** So few are rather run one after the other than halved again. */
  private static final int FEW = 2;

  private final Worker worker;
  private final BatchShape shape;

  Batch(Worker worker, BatchShape shape) {
    this.worker = worker;
    this.shape = shape;
  }

  /** Runs members. */
  void run(List<Member> members) {
    Connected connected;
    try {
      connected = worker.connection();
    } catch (Throwable unconnected) {
      members.forEach(member -> member.fail(unconnected));
      return;
    }
    var journey = new Journey(connected, members);
    Runnable leave = journey::leave;
    List<Member> present = new ArrayList<>(members.size());
    for (Member member : members) {
      if (member.call().startShared(leave)) {
        present.add(member);
      } else {
        journey.leave();
      }
    }
    if (present.isEmpty()) {
      return;
    }
    if (shape.writes()) {
      present.sort(KeyOrder.BY_KEY);
    }
    if (shape instanceof BatchShape.Inserts inserts) {
      boolean cautious = inserts.isCautious();
      inserts.calmDown();
      if (cautious) {
        insertPossible(journey, inserts, present);
        return;
      }
    }
    attempt(journey, present);
  }

  private void attempt(Journey journey, List<Member> present) {
    List<?> answers;
    try {
      answers = journey.run(session -> shape.run((BatchSession) session, present));
    } catch (Throwable failure) {
      failed(journey, present, failure);
      return;
    }
    for (int i = 0; i < present.size(); i++) {
      present.get(i).succeed(answers.get(i));
    }
  }

  private void failed(Journey journey, List<Member> present, Throwable failure) {
    if (!isAnswerAboutAMember(journey, failure)) {
      present.forEach(member -> member.fail(failure));
    } else if (shape instanceof BatchShape.Inserts inserts
        && ((DatabaseException) failure).code() == ErrorCode.UNIQUE_VIOLATION
        && inserts.conflict()) {
      insertPossible(journey, inserts, present);
    } else {
      takeApart(present, ((DatabaseException) failure).code());
    }
  }

  /** Then nothing was applied, and the others may fare better without that member. */
  private static boolean isAnswerAboutAMember(Journey journey, Throwable failure) {
    return failure instanceof DatabaseException known && !journey.connected.isBroken()
        && known.code() != ErrorCode.OUTCOME_UNKNOWN && known.code() != ErrorCode.CANCELLED;
  }

  private void insertPossible(Journey journey, BatchShape.Inserts inserts, List<Member> present) {
    BitSet inserted;
    try {
      inserted =
          journey.run(session -> inserts.insertPossible((BatchSession) session, present));
    } catch (Throwable failure) {
      if (isAnswerAboutAMember(journey, failure)) {
        ErrorCode code = ((DatabaseException) failure).code();
        if (code == ErrorCode.UNIQUE_VIOLATION) {
          inserts.conflictElsewhere();
        }
        takeApart(present, code);
      } else {
        present.forEach(member -> member.fail(failure));
      }
      return;
    }
    for (int i = 0; i < present.size(); i++) {
      if (inserted.get(i)) {
        present.get(i).succeed(inserts.row(present.get(i).key()));
      } else {
        alone(present.get(i));
      }
    }
  }

  private void takeApart(List<Member> present, ErrorCode reason) {
    if (present.size() <= FEW) {
      present.forEach(this::alone);
    } else if (reason == ErrorCode.LOCK_TIMEOUT) {
      // One of them waits for a lock: whoever does must not hold up the others once more.
      present.forEach(this::elsewhere);
    } else {
      present.forEach(member -> member.call().restart());
      run(present.subList(0, present.size() / 2));
      run(present.subList(present.size() / 2, present.size()));
    }
  }

  private void alone(Member member) {
    member.call().restart();
    worker.run(member.call());
  }

  private void elsewhere(Member member) {
    member.call().restart();
    worker.taken(-1);
    worker.leave(new CallJob(member.call()));
  }

  /** One statement for several calls. It is ended when all of them have left it, the last one at its deadline. */
  private final class Journey {
    final Connected connected;
    private final long deadline;
    private int present;

    Journey(Connected connected, List<Member> members) {
      this.connected = connected;
      this.present = members.size();
      long now = System.nanoTime();
      long latest = Long.MIN_VALUE;
      for (Member member : members) {
        latest = Math.max(latest, member.call().deadline() - now);
      }
      this.deadline = now + latest;
    }

    void leave() {
      synchronized (this) {
        present--;
      }
      if (isAbandoned()) {
        connected.interruptAttempt(this);
      }
    }

    private synchronized boolean isAbandoned() {
      return present == 0;
    }

    <T> T run(Work<T> work) {
      connected.deadline(deadline);
      Work<T> unlessAbandoned = session -> run(session, work);
      return shape.writes() && shape.takesSeveralStatements() && worker.batchesInTransaction()
          ? connected.runInTransaction(this, unlessAbandoned)
          : connected.runBare(this, shape.writes(), unlessAbandoned);
    }

    private <T> T run(Session session, Work<T> work) {
      if (isAbandoned()) {
        throw new DatabaseException(ErrorCode.CANCELLED, "nobody waits for it any more");
      }
      return work.run(session);
    }
  }
}
