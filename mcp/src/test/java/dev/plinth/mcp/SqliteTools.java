package dev.plinth.mcp;

import dev.plinth.AccessLevel;
import dev.plinth.DatabaseProvider;
import dev.plinth.factory.Databases;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.nio.file.Path;
import java.util.UUID;

/** Tools over a SQLite file with a few tables. */
final class SqliteTools implements AutoCloseable {
  private static final TableDefinition USERS = TableDefinition.named("users")
      .column(ColumnDefinition.of("id", PortableType.LONG).generatedByBackend())
      .requiredColumn("name", PortableType.TEXT).requiredColumn("email", PortableType.TEXT)
      .column(ColumnDefinition.of("active", PortableType.BOOLEAN).withDefault(true))
      .column("age", PortableType.LONG).column("balance", PortableType.DECIMAL)
      .column("born", PortableType.DATE).column("lastLogin", PortableType.INSTANT)
      .column("tag", PortableType.UUID).column("photo", PortableType.BYTES)
      .column("extra", PortableType.JSON).primaryKey("id").uniqueKey("email");
  private static final TableDefinition ACCOUNTS = TableDefinition.named("accounts")
      .column("userId", PortableType.LONG).requiredColumn("balance", PortableType.LONG)
      .primaryKey("userId");

  final DatabaseProvider database;
  final DatabaseTools tools;
  final Calls calls;

  SqliteTools(Path folder, Grant grant) {
    database =
        Databases.await(Databases.open("sqlite:" + folder.resolve(UUID.randomUUID() + ".db")));
    Databases.await(database.initialize());
    Databases.await(database.createTable(USERS));
    Databases.await(database.createTable(ACCOUNTS));
    tools = DatabaseTools.builder().connection("main", database, grant).build();
    calls = new Calls(tools.newSession());
  }

  static SqliteTools of(Path folder, AccessLevel level) {
    return new SqliteTools(folder, Grant.of(level));
  }

  @Override
  public void close() {
    calls.session().close();
    tools.close();
    database.close();
  }
}
