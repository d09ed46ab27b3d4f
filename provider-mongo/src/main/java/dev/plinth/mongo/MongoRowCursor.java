package dev.plinth.mongo;

import com.mongodb.client.MongoCursor;
import dev.plinth.data.Row;
import dev.plinth.mongo.MongoErrors.Effect;
import dev.plinth.support.engine.RowCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bson.BsonDocument;

/** Rows of a stream. */
final class MongoRowCursor implements RowCursor {
  private final Conversation talk;
  private final MongoCursor<BsonDocument> cursor;
  private final Function<BsonDocument, Row> reading;

  MongoRowCursor(Conversation talk, MongoCursor<BsonDocument> cursor,
      Function<BsonDocument, Row> reading) {
    this.talk = talk;
    this.cursor = cursor;
    this.reading = reading;
  }

  @Override
  public List<Row> next(int maxRows) {
    return talk.send(Effect.READ, () -> {
      var rows = new ArrayList<Row>();
      while (rows.size() < maxRows && cursor.hasNext()) {
        rows.add(reading.apply(cursor.next()));
      }
      return rows;
    });
  }

  @Override
  public void close() {
    talk.close(cursor);
  }
}
