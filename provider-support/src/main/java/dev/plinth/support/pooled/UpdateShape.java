package dev.plinth.support.pooled;

import dev.plinth.data.Update;
import java.util.List;

/** An update without its values: which columns it changes, and how. */
final class UpdateShape {
  private final Update update;

  UpdateShape(Update update) {
    this.update = update;
  }

  /** The same, to be kept: without the values. */
  UpdateShape kept() {
    return new UpdateShape(new Update(update.changes().stream().map(UpdateShape::erased).toList()));
  }

  private static Update.Change erased(Update.Change change) {
    return switch (change) {
      case Update.Set set -> new Update.Set(set.column(), null);
      case Update.Increment increment -> new Update.Increment(increment.column(), 0L);
      case Update.Push push -> new Update.Push(push.column(), "");
      case Update.Pull pull -> new Update.Pull(pull.column(), "");
      case Update.Unset unset -> unset;
    };
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof UpdateShape that)) {
      return false;
    }
    List<Update.Change> some = update.changes();
    List<Update.Change> others = that.update.changes();
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (some.get(i).getClass() != others.get(i).getClass()
          || !some.get(i).column().equals(others.get(i).column())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 7;
    for (Update.Change change : update.changes()) {
      hash = 31 * hash + change.column().hashCode();
    }
    return hash;
  }
}
