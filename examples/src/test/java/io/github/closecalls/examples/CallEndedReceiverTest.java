package io.github.closecalls.examples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.CloseClient;
import io.github.closecalls.Credentials;
import io.github.closecalls.RetryPolicy;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.model.CreateCallActivityDirection;
import io.github.closecalls.model.CreateCallActivityStatus;
import io.github.closecalls.testing.FakeClose;
import io.github.closecalls.testing.Reply;
import java.io.IOException;
import java.lang.Thread.UncaughtExceptionHandler;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallEndedReceiverTest {
  private static final String URL = "https://calls.example.com/ended?from=twilio";
  private static final String TOKEN = "12345";
  private static final String ID = "CA0123456789abcdef";
  private static final Logger LOGGER = Logger.getLogger(CallEndedReceiver.class.getName());
  private static @Nullable UncaughtExceptionHandler handler;
  private static final HttpClient TWILIO = HttpClient.newHttpClient();
  private static final Map<String, String> EVENT =
      Map.of(
          "CallSid", ID,
          "CallStatus", "completed",
          "Direction", "inbound",
          "From", "+16505551234",
          "To", "+16505559876",
          "CallDuration", "153",
          "Timestamp", "Fri, 27 Nov 2026 01:02:33 +0000");
  private static final CreateCallActivity CALL =
      CreateCallActivity.builder()
          .direction(CreateCallActivityDirection.INBOUND)
          .status(CreateCallActivityStatus.COMPLETED)
          .duration(153)
          .activityAt(OffsetDateTime.parse("2026-11-27T01:00:00Z"))
          .phone("+16505551234")
          .note("Twilio " + ID)
          .build();

  @AutoClose final FakeClose fake = FakeClose.start();

  @AutoClose
  final CloseClient close =
      CloseClient.builder()
          .baseUrl(fake.url())
          .credentials(Credentials.apiKey("api_test"))
          .retryPolicy(RetryPolicy.none())
          .build();

  @TempDir Path folder;

  /** Ends a thread as the end of the process would. */
  @SuppressWarnings("serial") // Nobody writes it anywhere.
  private static final class Killed extends Error {}

  @BeforeAll
  static void beSilentAboutWhatIsMeantToHappen() {
    LOGGER.setLevel(Level.OFF);
    handler = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> {
          if (!(e instanceof Killed)) {
            e.printStackTrace();
          }
        });
  }

  @AfterAll
  static void speakAgain() {
    LOGGER.setLevel(null);
    Thread.setDefaultUncaughtExceptionHandler(handler);
  }

  @Test
  void aCallThatHasEndedIsLogged() throws Exception {
    try (CallEndedReceiver receiver = start()) {
      assertEquals(200, send(receiver, EVENT));

      assertEquals("logged", whereItCameToRest());
    }
    assertEquals(List.of(CALL), fake.logged());
  }

  @Test
  void theSameEventFiveTimesAtOnceIsOneCall() throws Exception {
    try (CallEndedReceiver receiver = start()) {
      List<CompletableFuture<HttpResponse<Void>>> answers = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        answers.add(TWILIO.sendAsync(request(receiver, EVENT), discarding()));
      }
      for (CompletableFuture<HttpResponse<Void>> answer : answers) {
        assertEquals(200, answer.get(30, TimeUnit.SECONDS).statusCode());
      }

      assertEquals("logged", whereItCameToRest());
      assertEquals(200, send(receiver, EVENT), "A later event of the same call is answered too");
    }
    assertEquals(1, fake.requests().size(), "The call was sent to Close more than once");
  }

  @ParameterizedTest
  @CsvSource({
    "inbox, false",
    "inbox, true",
    "sending, false",
    "sending, true",
    "logged, false",
    "logged, true"
  })
  void aKillBeforeOrAfterEachMoveLeavesOneCallOrOneThatIsListedAsUnknown(String to, boolean after)
      throws Exception {
    CountDownLatch killed = new CountDownLatch(1);
    boolean answered;
    try (CallEndedReceiver receiver =
        new CallEndedReceiver(folder, URL, TOKEN, close.calls(), 0) {
          @Override
          synchronized Path move(Path file, String state) throws IOException {
            boolean now = state.equals(to);
            if (killed.getCount() == 0 || (now && !after)) { // Nothing goes on after a kill.
              killed.countDown();
              throw new Killed();
            }
            Path moved = super.move(file, state);
            if (now) {
              killed.countDown();
              throw new Killed();
            }
            return moved;
          }
        }) {
      receiver.start();
      answered = answers(receiver);
      assertTrue(killed.await(30, TimeUnit.SECONDS), () -> "Nothing was moved to " + to);
    }

    boolean sending = to.equals("sending") && after;
    boolean sent = to.equals("logged") && !after;
    try (CallEndedReceiver receiver = start()) {
      if (!answered) {
        assertEquals(200, send(receiver, EVENT), "Twilio sends again what has no answer");
      }
      assertEquals(sending || sent ? "unknown" : "logged", whereItCameToRest());
    }
    assertEquals(sending ? List.of() : List.of(CALL), fake.logged());
  }

  @Test
  void aCallIsNotSentAgainAfterAnAnswerThatWasLost() throws Exception {
    fake.replies(Reply.dropped().butLogged());
    try (CallEndedReceiver receiver = start()) {
      send(receiver, EVENT);
      assertEquals("unknown", whereItCameToRest());
    }

    try (CallEndedReceiver receiver = start()) {
      assertEquals(200, send(receiver, EVENT));
    }
    assertEquals(1, fake.requests().size(), "The call was sent to Close more than once");
    assertEquals(CALL.toJson(), Files.readString(folder.resolve("unknown/" + ID + ".json")));
  }

  @Test
  void aCallThatCloseRefusesIsKeptWithTheReason() throws Exception {
    fake.replies(Reply.badRequest("lead_id", "There is no such lead"));
    try (CallEndedReceiver receiver = start()) {
      send(receiver, EVENT);
      assertEquals("refused", whereItCameToRest());
    }
    String why = Files.readString(folder.resolve("refused/" + ID + ".txt"));
    assertTrue(why.contains("There is no such lead"), why);
  }

  @Test
  void aCallThatWasCorrectedInAnotherEncodingIsRefused() throws Exception {
    Path inbox = Files.createDirectory(folder.resolve("inbox"));
    Files.write(inbox.resolve(ID + ".json"), "{\"note\":\"Gr\u00fc\u00dfe\"}".getBytes(ISO_8859_1));
    try (CallEndedReceiver receiver = start()) {
      assertEquals("refused", whereItCameToRest(), () -> "on port " + receiver.port());
    }
    String why = Files.readString(folder.resolve("refused/" + ID + ".txt"));
    assertTrue(why.contains("UTF-8"), why);
  }

  @Test
  void aCallWaitsWhileCloseIsDown() throws Exception {
    fake.goDown();
    try (Observed receiver = new Observed()) {
      receiver.start();
      assertEquals(200, send(receiver, EVENT));
      receiver.awaitMove();
    }
    assertEquals(Set.of("inbox"), states());

    fake.comeUp();
    try (Observed receiver = new Observed()) {
      receiver.start();
      receiver.awaitMove();
    }
    assertEquals(Set.of("logged"), states());
    assertEquals(List.of(CALL), fake.logged());
  }

  @Test
  void aCallWaitsWhileTheKeyIsWrong() throws Exception {
    fake.replies(Reply.unauthorized());
    try (Observed receiver = new Observed()) {
      receiver.start();
      assertEquals(200, send(receiver, EVENT));
      receiver.awaitMove();
    }
    assertEquals(Set.of("inbox"), states());
  }

  @ParameterizedTest
  @CsvSource({"CallStatus, ringing", "CallStatus, in-progress", "ParentCallSid, CAparent"})
  void whatIsNoEndOfACallIsAnsweredAndLeftOut(String name, String value) throws Exception {
    try (CallEndedReceiver receiver = start()) {
      assertEquals(200, send(receiver, with(name, value)));
    }
    assertEquals(Set.of(), states());
  }

  @Test
  void aCallIsLoggedThatSaysItHasNoParent() throws Exception {
    try (CallEndedReceiver receiver = start()) {
      assertEquals(200, send(receiver, with("ParentCallSid", "")));
      assertEquals("logged", whereItCameToRest());
    }
  }

  @Test
  void anEventWithAWrongSignatureIsRefused() throws Exception {
    try (CallEndedReceiver receiver = start()) {
      HttpRequest forged = signed(receiver, EVENT, "0/KCTR6DLpKmkAf8muzZqo1nDgQ=");
      assertEquals(403, TWILIO.send(forged, discarding()).statusCode());
    }
    assertEquals(Set.of(), states());
  }

  @Test
  void anIdThatWouldLeaveTheFolderIsRefused() throws Exception {
    try (CallEndedReceiver receiver = start()) {
      assertEquals(400, send(receiver, with("CallSid", "../logged/CA1")));
    }
    assertEquals(Set.of(), states());
  }

  @Test
  void theSignatureIsThatOfAKnownEvent() {
    Map<String, String> event =
        Map.of(
            "CallSid", "CA1234567890ABCDE",
            "From", "+12349013030",
            "To", "+18005551212",
            "Caller", "+12349013030",
            "Digits", "1234");

    assertEquals(
        "0/KCTR6DLpKmkAf8muzZqo1nDgQ=",
        CallEndedReceiver.signature("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", event));
  }

  @Test
  void theOtherSideOfAnOutboundCallIsTheOneThatWasCalled() {
    Map<String, String> event = new TreeMap<>(with("Direction", "outbound-api"));
    event.put("CallStatus", "canceled");
    event.remove("CallDuration");

    CreateCallActivity call = CallEndedReceiver.call(ID, event);

    assertEquals("+16505559876", call.phone());
    assertEquals(CreateCallActivityDirection.OUTBOUND, call.direction());
    assertEquals(CreateCallActivityStatus.CANCEL, call.status());
    assertFalse(call.hasDuration());
  }

  @Test
  void whatIsNoPhoneNumberIsInTheNote() {
    CreateCallActivity call = CallEndedReceiver.call(ID, with("From", "client:alice"));

    assertFalse(call.hasPhone());
    assertEquals("Twilio " + ID + " with client:alice", call.note());
  }

  /** A receiver that tells when it has dealt with a call. */
  private final class Observed extends CallEndedReceiver {
    private final CountDownLatch moved = new CountDownLatch(1);

    Observed() throws IOException {
      super(folder, URL, TOKEN, close.calls(), 0);
    }

    @Override
    synchronized Path move(Path file, String state) throws IOException {
      boolean begins = file.startsWith(folder.resolve("part")) || state.equals("sending");
      Path target = super.move(file, state);
      if (!begins) {
        moved.countDown();
      }
      return target;
    }

    void awaitMove() throws InterruptedException {
      assertTrue(moved.await(30, TimeUnit.SECONDS), "The receiver did not deal with the call");
    }
  }

  private CallEndedReceiver start() throws IOException {
    CallEndedReceiver receiver = new CallEndedReceiver(folder, URL, TOKEN, close.calls(), 0);
    receiver.start();
    return receiver;
  }

  private static boolean answers(CallEndedReceiver receiver) throws InterruptedException {
    try {
      return send(receiver, EVENT) == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static int send(CallEndedReceiver receiver, Map<String, String> event)
      throws IOException, InterruptedException {
    return TWILIO.send(request(receiver, event), discarding()).statusCode();
  }

  private static HttpRequest request(CallEndedReceiver receiver, Map<String, String> event) {
    return signed(receiver, event, CallEndedReceiver.signature(TOKEN, URL, event));
  }

  private static HttpRequest signed(
      CallEndedReceiver receiver, Map<String, String> event, String signature) {
    String form =
        event.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + receiver.port() + "/ended"))
        .header("X-Twilio-Signature", signature)
        .timeout(Duration.ofSeconds(30))
        .POST(HttpRequest.BodyPublishers.ofString(form))
        .build();
  }

  private static HttpResponse.BodyHandler<Void> discarding() {
    return HttpResponse.BodyHandlers.discarding();
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> event = new TreeMap<>(EVENT);
    event.put(name, value);
    return event;
  }

  /** Returns the folder of the one call, once it is to stay there. */
  private String whereItCameToRest() throws IOException, InterruptedException {
    for (long end = System.nanoTime() + Duration.ofSeconds(30).toNanos(); ; ) {
      Set<String> states = states();
      if (Set.of("logged", "unknown", "refused").containsAll(states) && states.size() == 1) {
        return states.iterator().next();
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("The call should be in one folder, and stay there: " + states);
      }
      Thread.sleep(5);
    }
  }

  private Set<String> states() throws IOException {
    Set<String> states = new TreeSet<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder, Files::isDirectory)) {
      for (Path state : folders) {
        // By their names alone, as each may be moved away meanwhile.
        try (DirectoryStream<Path> calls = Files.newDirectoryStream(state, "*.json")) {
          if (calls.iterator().hasNext()) {
            states.add(state.getFileName().toString());
          }
        }
      }
    }
    states.remove("part"); // Nobody has been told that what lies there is stored.
    return states;
  }
}
