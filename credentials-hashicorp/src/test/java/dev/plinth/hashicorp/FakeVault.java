package dev.plinth.hashicorp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers as the server documents it: the paths, headers and statuses of the key-value engine. */
final class FakeVault implements AutoCloseable {
  static final String TOKEN = "hvs.canary-token";

  final List<String> namespaces = new CopyOnWriteArrayList<>();
  final Map<String, String> answers = new ConcurrentHashMap<>();
  volatile int status = 200;
  volatile String token = TOKEN;
  volatile boolean stalls;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  FakeVault() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/", this::answer);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void put(String path, String data, int version) {
    answers.put("/v1/secret/data/" + path, "{\"request_id\":\"1\",\"data\":{\"data\":" + data
        + ",\"metadata\":{\"version\":" + version + ",\"destroyed\":false}}}");
  }

  private void answer(HttpExchange exchange) throws IOException {
    namespaces.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Vault-Namespace")));
    if (stalls) {
      // The head of an answer, and then nothing.
      exchange.sendResponseHeaders(200, 100);
      return;
    }
    if (status == 307) {
      exchange.getResponseHeaders().add("Location", address() + exchange.getRequestURI());
    }
    String body = answers.get(exchange.getRequestURI().getPath());
    if (!token.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
      send(exchange, 403, "{\"errors\":[\"permission denied\"]}");
    } else if (status != 200) {
      send(exchange, status, "{\"errors\":[\"canary\"]}");
    } else {
      send(exchange, body == null ? 404 : 200, body == null ? "{\"errors\":[]}" : body);
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
