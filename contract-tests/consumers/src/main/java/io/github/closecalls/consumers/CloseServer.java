package io.github.closecalls.consumers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in for Close, on this machine, and says whether the one call that a consumer logs has
 * arrived.
 *
 * <p>It needs the JDK only, so that nothing is on a consumer's path but what it consumes.
 */
public final class CloseServer implements AutoCloseable {
  /** The API key that a consumer sends. */
  public static final String API_KEY = "api_consumer";

  private static final String CALL =
      "{\"lead_id\":\"lead_consumer\",\"phone\":\"+16505551234\","
          + "\"direction\":\"outbound\",\"duration\":153}";

  private static final Pattern ID = Pattern.compile("\"id\": \"(acti_[^\"]+)\"");

  private record Received(
      String request, String authorization, String userAgent, String type, String body) {}

  private final HttpServer server;
  private final String answer;
  private final List<Received> received = new CopyOnWriteArrayList<>();

  private CloseServer(HttpServer server, String answer) {
    this.server = server;
    this.answer = answer;
  }

  /**
   * Starts a server on a free port.
   *
   * @return the server, for the consumer to close
   * @throws IOException if it cannot listen
   */
  public static CloseServer start() throws IOException {
    HttpServer http =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
    CloseServer server = new CloseServer(http, callActivity());
    http.createContext("/", server::answer);
    http.start();
    return server;
  }

  private static String callActivity() throws IOException {
    try (InputStream json = CloseServer.class.getResourceAsStream("/call-activity.json")) {
      return new String(json.readAllBytes(), UTF_8);
    }
  }

  /**
   * Returns what the consumer sets as the base URL.
   *
   * @return an http URL
   */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1/");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      received.add(
          new Received(
              exchange.getRequestMethod() + " " + exchange.getRequestURI(),
              exchange.getRequestHeaders().getFirst("Authorization"),
              exchange.getRequestHeaders().getFirst("User-Agent"),
              exchange.getRequestHeaders().getFirst("Content-Type"),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
      byte[] body = answer.getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /**
   * Checks that the call arrived as it should, exactly once, and says so on the standard output.
   *
   * @param id what the consumer read as the name of the logged call
   * @throws AssertionError if anything is different
   */
  public void check(String id) {
    same("number of requests", 1, received.size());
    Received call = received.get(0);
    same("request", "POST /api/v1/activity/call/", call.request());
    same(
        "Authorization header",
        "Basic " + Base64.getEncoder().encodeToString((API_KEY + ":").getBytes(UTF_8)),
        call.authorization());
    same(
        "User-Agent header, with the version",
        "close-calls/* (java/" + Runtime.version().feature() + ")",
        call.userAgent().replaceFirst("/[0-9][^ $]*", "/*"));
    same("media type", "application/json", call.type().replaceAll(";.*", ""));
    same("body", members(CALL), members(call.body()));
    Matcher logged = ID.matcher(answer);
    same("name of the logged call", logged.find() ? logged.group(1) : "in the answer", id);
    System.out.println("One call was logged, on Java " + Runtime.version());
  }

  /** Tells the members of a flat object whose texts have no commas, in whatever order they are. */
  private static Set<String> members(String json) {
    return Set.of(json.replaceAll("^\\{|\\}$", "").split(","));
  }

  private static void same(String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("The " + what + " should be " + expected + " but was " + actual);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
