package dev.plinth.testkit.servers;

import dev.plinth.spi.DatabaseUrl;

/** A server that is not ours to stop. */
final class NamedServer implements TestServer {
  private final Product product;
  private final String url;
  private final String how;
  private final FreshDatabases databases;

  /** Fails if the server does not answer. */
  NamedServer(Product product, String url, String how) {
    this.product = product;
    this.url = url;
    this.how = how;
    this.databases = FreshDatabases.on(url);
    databases.requireAnswer(product.title() + " " + how + " (" + DatabaseUrl.parse(url) + ")");
    databases.dropAtTheEnd();
  }

  @Override
  public String url() {
    return url;
  }

  @Override
  public String freshDatabaseUrl() {
    return databases.create();
  }

  @Override
  public boolean embedded() {
    return false;
  }

  @Override
  public String name() {
    return product.title() + " " + how;
  }

  @Override
  public void stop() {
    throw notOurs();
  }

  @Override
  public void kill() {
    throw notOurs();
  }

  @Override
  public void start() {
    throw notOurs();
  }

  @Override
  public void pause() {
    throw notOurs();
  }

  @Override
  public void resume() {
    throw notOurs();
  }

  private IllegalStateException notOurs() {
    return new IllegalStateException(name()
        + " was not started by the testkit, which therefore does not stop it; ask embedded() first, "
        + "and put a TcpProxy before a server that is not");
  }
}
