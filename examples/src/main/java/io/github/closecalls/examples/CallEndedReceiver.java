package io.github.closecalls.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.squareup.moshi.JsonDataException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.closecalls.ApiException;
import io.github.closecalls.Calls;
import io.github.closecalls.CloseClient;
import io.github.closecalls.CloseException;
import io.github.closecalls.Credentials;
import io.github.closecalls.InvalidCallException;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.model.CreateCallActivityDirection;
import io.github.closecalls.model.CreateCallActivityStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Receives Twilio's event "a call has ended", and logs the call in Close: once, or not without
 * saying so, wherever the program is killed.
 *
 * <p>A call is one file, and the folder in which it lies says what is known of it:
 *
 * <ul>
 *   <li>{@code inbox}: to be logged. The event is answered once its file is here, so that Twilio
 *       need not send it again, and does not have to wait for Close;
 *   <li>{@code sending}: being logged. What lies here after a start may be logged or not;
 *   <li>{@code logged}: done. The file stays, so that the same event is recognized later;
 *   <li>{@code unknown}: may be logged. Look for its id among the notes in Close; then move the
 *       file to {@code logged}, or back to {@code inbox};
 *   <li>{@code refused}: cannot be logged as it is, for the reason that lies beside it. Correct it
 *       and move it back to {@code inbox}.
 * </ul>
 *
 * <p>The files hold phone numbers: nobody else should be able to read the folder. Only one receiver
 * can use it. Several receivers share a table instead, with the id of the call as primary key and
 * these folders as the values of a column.
 */
public class CallEndedReceiver implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(CallEndedReceiver.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final int LONGEST_EVENT = 1 << 16;

  /** Events of the other statuses come while the call goes on. */
  private static final Set<String> ENDS =
      Set.of("completed", "busy", "failed", "no-answer", "canceled");

  /** Statuses of refusals that the call is to blame for: it would be refused again. */
  private static final Set<Integer> ABOUT_THE_CALL = Set.of(400, 404, 413, 422);

  private static final List<String> STATES =
      List.of("inbox", "sending", "logged", "unknown", "refused");

  private final Path folder;
  private final String url;
  private final String authToken;
  private final Calls calls;
  private final FileChannel lock;
  private final HttpServer server;
  private final ExecutorService handlers = Executors.newFixedThreadPool(8);
  private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor();

  /**
   * Receives events on a port of this machine, to which a proxy with TLS passes them on.
   *
   * @param url the address that Twilio was given for its events, which is part of what it signs;
   *     with {@code #rc=5&rp=all} behind it, Twilio sends an event again that was not answered
   */
  public CallEndedReceiver(Path folder, String url, String authToken, Calls calls, int port)
      throws IOException {
    this.folder = folder;
    this.url = url;
    this.authToken = authToken;
    this.calls = calls;
    Files.createDirectories(folder.resolve("part"));
    for (String state : STATES) {
      Files.createDirectories(folder.resolve(state));
    }
    this.lock =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock.tryLock() == null) {
      throw new IOException("Another receiver uses " + folder + ": give this one its own");
    }
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(handlers);
  }

  /** Begins with what the last one left behind. */
  public void start() throws IOException {
    for (Path file : files("part")) {
      Files.delete(file); // Of an event that was not answered.
    }
    for (Path file : files("sending")) {
      put(file, "unknown", "The receiver was stopped while it sent this call.");
    }
    ScheduledFuture<?> unused =
        worker.scheduleWithFixedDelay(this::logInbox, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Returns the port that is listened to. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Takes no more events, and waits for the call that is being logged. */
  @Override
  public void close() throws IOException {
    server.stop(0); // What has no answer yet comes again, as after a kill.
    handlers.shutdown();
    worker.shutdown();
    try {
      if (handlers.awaitTermination(1, TimeUnit.MINUTES)
          && worker.awaitTermination(2, TimeUnit.MINUTES)) { // Longer than the deadline of a call.
        lock.close(); // Not before: another receiver would move the same files.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(answer(exchange), -1);
    }
    if (!worker.isShutdown()) {
      worker.execute(this::logInbox);
    }
  }

  private int answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LONGEST_EVENT);
    if (!exchange.getRequestMethod().equals("POST") || body.length == LONGEST_EVENT) {
      return 400;
    }
    Map<String, String> event = form(new String(body, UTF_8));
    String signature = exchange.getRequestHeaders().getFirst("X-Twilio-Signature");
    if (signature == null || !equal(signature, signature(authToken, url, event))) {
      return 403;
    }
    String id = event.getOrDefault("CallSid", "");
    if (!id.matches("\\w{1,64}")) { // It becomes the name of a file.
      return 400;
    }
    // The legs that Twilio dials for a call have ids of their own, but are not calls of their own.
    if (ENDS.contains(event.getOrDefault("CallStatus", ""))
        && event.getOrDefault("ParentCallSid", "").isEmpty()) {
      try {
        store(id + ".json", call(id, event).toJson());
      } catch (IOException e) {
        LOG.log(System.Logger.Level.ERROR, id + " is not stored", e);
        return 503; // With rp=all behind its address, Twilio sends the event again.
      }
    }
    return 200;
  }

  /** Stores a call in the inbox, unless it has come before; afterwards no power cut loses it. */
  private synchronized void store(String name, String json) throws IOException {
    if (STATES.stream().anyMatch(state -> Files.exists(folder.resolve(state).resolve(name)))) {
      return;
    }
    Path part = folder.resolve("part").resolve(name);
    Files.writeString(part, json);
    try (FileChannel file = FileChannel.open(part, StandardOpenOption.WRITE)) {
      file.force(true);
    }
    move(part, "inbox");
  }

  private void logInbox() {
    try {
      for (Path file : files("inbox")) {
        if (worker.isShutdown()) {
          return;
        }
        log(move(file, "sending")); // Before it is sent: after a kill it is not sent again.
      }
    } catch (IOException | RuntimeException e) {
      // The files stay where they are: in the inbox for the next time, in sending for a person.
      LOG.log(System.Logger.Level.ERROR, "Calls cannot be logged", e);
    }
  }

  private void log(Path file) throws IOException {
    try {
      calls.log(CreateCallActivity.fromJson(Files.readString(file)));
      put(file, "logged", "");
    } catch (JsonDataException e) { // Someone has corrected it, and made another mistake.
      put(file, "refused", String.valueOf(e.getMessage()));
    } catch (CharacterCodingException e) { // The same.
      put(file, "refused", "The file is not in UTF-8: save it so.");
    } catch (CloseException e) {
      String state = state(e);
      put(file, state, e.getMessage());
      if (state.equals("inbox")) {
        String why =
            e instanceof ApiException answer ? "status " + answer.status() : e.getMessage();
        LOG.log(System.Logger.Level.WARNING, file.getFileName() + " waits: " + why);
      }
    }
  }

  private static String state(CloseException e) {
    return switch (e.delivery()) {
      case ACCEPTED -> "logged";
      case UNKNOWN -> "unknown";
      // All else is no fault of the call, such as a key that has expired: it waits for its turn.
      case NOT_SENT, REFUSED ->
          e instanceof InvalidCallException
                  || (e instanceof ApiException answer && ABOUT_THE_CALL.contains(answer.status()))
              ? "refused"
              : "inbox";
    };
  }

  /** Puts a call where it belongs; the reason beside it, as it can show the number: no log may. */
  private void put(Path file, String state, String why) throws IOException {
    move(file, state);
    String id = file.getFileName().toString().replace(".json", "");
    if (state.equals("unknown") || state.equals("refused")) {
      Files.writeString(folder.resolve(state).resolve(id + ".txt"), why);
      LOG.log(System.Logger.Level.ERROR, id + " is in " + state + ": read " + id + ".txt there");
    }
  }

  /** Moves a file in one step, under the lock of {@link #store}, which must not miss it. */
  synchronized Path move(Path file, String state) throws IOException {
    Path target = folder.resolve(state).resolve(file.getFileName());
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    if (!System.getProperty("os.name").startsWith("Windows")) { // It cannot open a folder.
      try (FileChannel renamed = FileChannel.open(folder.resolve(state))) {
        renamed.force(true);
      }
    }
    return target;
  }

  private List<Path> files(String state) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(state))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  static CreateCallActivity call(String id, Map<String, String> event) {
    boolean inbound = event.getOrDefault("Direction", "").equals("inbound"); // Or outbound-api, …
    String other = event.getOrDefault(inbound ? "From" : "To", "");
    String status = event.getOrDefault("CallStatus", "");
    String seconds = event.getOrDefault("CallDuration", "");
    CreateCallActivity.Builder call =
        CreateCallActivity.builder()
            .direction(
                inbound
                    ? CreateCallActivityDirection.INBOUND
                    : CreateCallActivityDirection.OUTBOUND)
            .status(
                status.equals("canceled")
                    ? CreateCallActivityStatus.CANCEL
                    : CreateCallActivityStatus.of(status));
    long duration = 0;
    if (seconds.matches("\\d{1,9}")) {
      duration = Long.parseLong(seconds);
      call.duration(duration);
    }
    try {
      // The event is as old as the end of the call.
      call.activityAt(
          OffsetDateTime.parse(
                  event.getOrDefault("Timestamp", ""), DateTimeFormatter.RFC_1123_DATE_TIME)
              .minusSeconds(duration));
    } catch (DateTimeParseException e) {
      // Close takes the time at which it is logged, which is about the same.
    }
    if (other.matches("\\+[1-9]\\d{1,14}")) {
      return call.phone(other).note("Twilio " + id).build();
    }
    return call.note("Twilio " + id + " with " + other).build(); // client:…, sip:…, anonymous
  }

  static String signature(String authToken, String url, Map<String, String> event) {
    StringBuilder signed = new StringBuilder(url);
    new TreeMap<>(event).forEach((name, value) -> signed.append(name).append(value));
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(authToken.getBytes(UTF_8), "HmacSHA1"));
      return Base64.getEncoder().encodeToString(mac.doFinal(signed.toString().getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Each Java has HmacSHA1", e);
    }
  }

  /** Compares without telling by the time it takes how much is right. */
  private static boolean equal(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new TreeMap<>();
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals >= 0) {
        form.put(
            URLDecoder.decode(pair.substring(0, equals), UTF_8),
            URLDecoder.decode(pair.substring(equals + 1), UTF_8));
      }
    }
    return form;
  }

  /** Runs until it is killed, which is safe: the arguments are the folder, the URL and the port. */
  public static void main(String[] args) throws IOException {
    CloseClient close =
        CloseClient.builder()
            .credentials(Credentials.apiKey(System.getenv("CLOSE_API_KEY")))
            .build();
    CallEndedReceiver receiver =
        new CallEndedReceiver(
            Path.of(args[0]),
            args[1],
            System.getenv("TWILIO_AUTH_TOKEN"),
            close.calls(),
            Integer.parseInt(args[2]));
    receiver.start();
  }
}
