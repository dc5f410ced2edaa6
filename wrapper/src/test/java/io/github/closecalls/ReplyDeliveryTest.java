package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.model.CreateCallActivityStatus;
import io.github.closecalls.testing.FakeClose;
import io.github.closecalls.testing.Reply;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fake that is published says of each reply what a client reports: this client does. */
class ReplyDeliveryTest {
  /** A factory of a reply, with the sentence on the delivery in its Javadoc. */
  private static final Pattern FACTORY =
      Pattern.compile(
          "The client (?:(returns the call)|reports \\{@code Delivery\\.(\\w+)})"
              + "(?:(?!/\\*\\*).)*?public static Reply (\\w+)\\(",
          Pattern.DOTALL);

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `Reply\\.(\\w+)\\(.*\\|[^|`]*(?:`(\\w+)`)?[^|]*\\|$");

  private static final CreateCallActivity CALL = StubServer.call();
  private static final Duration SOON = Duration.ofMillis(300);

  @AutoClose private final FakeClose fake = FakeClose.start();

  /** A reply, what the client reports, and whether Close has the call. */
  private record Case(String name, Reply reply, Optional<Delivery> delivery, boolean logged) {
    private static Case of(String name, Reply reply, Delivery delivery) {
      return new Case(name, reply, Optional.of(delivery), delivery == Delivery.ACCEPTED);
    }

    private boolean isRefusal() {
      return delivery.equals(Optional.of(Delivery.REFUSED));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** By the name of the factory; of some there is more than one case. */
  static Stream<Case> cases() {
    return Stream.of(
        new Case("logged", Reply.logged(), Optional.empty(), true),
        Case.of("badRequest", Reply.badRequest("lead_id", "Not here."), Delivery.REFUSED),
        Case.of("unauthorized", Reply.unauthorized(), Delivery.REFUSED),
        Case.of("rateLimited", Reply.rateLimited(Duration.ofMillis(1)), Delivery.REFUSED),
        Case.of("status", Reply.status(503, ""), Delivery.UNKNOWN),
        Case.of(
            "status 503 with an invitation to try again at once",
            Reply.status(503, "").withHeader("Retry-After", "0"),
            Delivery.UNKNOWN),
        Case.of("status 404", Reply.status(404, "{}"), Delivery.REFUSED),
        Case.of("status 408", Reply.status(408, ""), Delivery.UNKNOWN),
        Case.of("status 302", Reply.status(302, "").withHeader("Location", "/"), Delivery.UNKNOWN),
        Case.of(
            "status 200 of a captive portal",
            Reply.status(200, "<html>").withHeader("Content-Type", "text/html"),
            Delivery.UNKNOWN),
        Case.of("dropped", Reply.dropped(), Delivery.UNKNOWN),
        Case.of("stalled", Reply.stalled(), Delivery.UNKNOWN),
        Case.of("garbled", Reply.garbled(), Delivery.ACCEPTED),
        Case.of("cutShort", Reply.cutShort(), Delivery.ACCEPTED));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theClientReportsWhatTheReplySays(Case each) throws Exception {
    assertReports(each, each.reply(), each.logged());
  }

  /** What a refusal would then say is not true, so Close does not do it. */
  static Stream<Case> whatMayBeLogged() {
    return cases().filter(each -> !each.isRefusal());
  }

  @ParameterizedTest
  @MethodSource("whatMayBeLogged")
  void theClientReportsTheSameIfTheCallIsLogged(Case each) throws Exception {
    assertReports(each, each.reply().butLogged(), true);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theClientReportsTheSameAfterADelay(Case each) throws Exception {
    assertReports(each, each.reply().after(Duration.ofMillis(20)), each.logged());
  }

  private void assertReports(Case each, Reply reply, boolean logged) throws Exception {
    fake.replies(reply);
    Optional<Delivery> reported = report(each);

    assertEquals(each.delivery(), reported, "Correct Reply, or its Javadoc and docs/testing.md");
    assertEquals(logged ? List.of(CALL) : List.of(), fake.logged());
    assertEquals(1, fake.requests().size(), "The call should be sent once");
  }

  private Optional<Delivery> report(Case each) throws Exception {
    // Only the deadline ends the wait for what never comes; elsewhere it would hide what comes.
    return each.name().equals("stalled")
        ? GrowingDeadline.until(ReplyDeliveryTest::isSent, SOON, this::report)
        : report(Duration.ofMinutes(1));
  }

  private static boolean isSent(Optional<Delivery> delivery) {
    return !delivery.equals(Optional.of(Delivery.NOT_SENT));
  }

  private Optional<Delivery> report(Duration deadline) {
    try (CloseClient client = client().deadline(deadline).build()) {
      client.calls().log(CALL);
      return Optional.empty();
    } catch (CloseException e) {
      return Optional.of(e.delivery());
    }
  }

  @RepeatedTest(20)
  void aCallIsNotSentWhileTheFakeIsDown() {
    try (CloseClient client = client().build()) {
      client.calls().log(CALL);
      fake.goDown();
      CloseException e = assertThrows(CloseException.class, () -> client.calls().log(CALL));
      assertEquals(Delivery.NOT_SENT, e.delivery());
      fake.comeUp();
      client.calls().log(CALL);
    }
    assertEquals(List.of(CALL, CALL), fake.logged());
  }

  @Test
  void aCallUnderWayIsUnknownOnceTheFakeGoesDown() {
    fake.replies(Reply.stalled().butLogged());
    try (CloseClient client = client().build()) {
      var call = client.calls().logAsync(CALL);
      fake.awaitLogged(1, Duration.ofMinutes(1));
      fake.goDown();
      Exception e = assertThrows(Exception.class, call::join);
      assertTrue(
          e.getCause() instanceof CloseException failure && failure.delivery() == Delivery.UNKNOWN,
          e::toString);
    }
  }

  @Test
  void aSlowAnswerIsUnknownToAClientThatGivesUp() throws Exception {
    fake.replies(Reply.logged().after(Duration.ofMinutes(1)));
    assertEquals(
        Optional.of(Delivery.UNKNOWN),
        GrowingDeadline.until(ReplyDeliveryTest::isSent, SOON, this::report));
    fake.awaitLogged(1, Duration.ofMinutes(1));
    assertEquals(List.of(CALL), fake.logged());
  }

  @Test
  void whatTheFakeRefusesByItselfIsRefused() {
    fake.accepts("another");
    try (CloseClient client = client().build()) {
      assertThrows(UnauthorizedException.class, () -> client.calls().log(CALL));
    }
    fake.accepts(StubServer.KEY);
    CreateCallActivity odd = CALL.toBuilder().status(CreateCallActivityStatus.of("gone")).build();
    try (CloseClient client = client().build()) {
      BadRequestException e =
          assertThrows(BadRequestException.class, () -> client.calls().log(odd));
      assertTrue(String.valueOf(e.fieldErrors()).contains("status"), e.toString());
    }
    assertEquals(List.of(), fake.logged());
  }

  @Test
  void eachReplyIsRunHereAndSaysInItsJavadocAndOnThePageWhatTheClientReports() throws IOException {
    Set<String> expected = new TreeSet<>();
    Set<String> run = new TreeSet<>();
    for (Case each : cases().toList()) {
      String factory = each.name().split(" ", 2)[0];
      run.add(factory);
      if (each.name().equals(factory)) {
        expected.add(factory + " " + each.delivery().map(Delivery::name).orElse("-"));
      }
    }
    assertEquals(factories(), run, "Run each factory of Reply");
    assertEquals(
        expected,
        said(FACTORY, "testing/src/main/java/io/github/closecalls/testing/Reply.java", 3, 2),
        "The Javadoc of each factory of Reply should begin by what the client reports");
    assertEquals(
        expected,
        said(ROW, "docs/testing.md", 1, 2),
        "docs/testing.md should say of each reply what the client reports");
  }

  private static Set<String> factories() {
    return Arrays.stream(Reply.class.getMethods())
        .filter(method -> Modifier.isStatic(method.getModifiers()))
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> said(Pattern pattern, String file, int name, int delivery)
      throws IOException {
    Set<String> said = new TreeSet<>();
    String text = Files.readString(Path.of("..").resolve(file));
    for (MatchResult match : pattern.matcher(text).results().toList()) {
      said.add(match.group(name) + " " + Optional.ofNullable(match.group(delivery)).orElse("-"));
    }
    return said;
  }

  private CloseClient.Builder client() {
    return CloseClient.builder()
        .baseUrl(fake.url())
        .credentials(Credentials.apiKey(StubServer.KEY))
        .retryPolicy(RetryPolicy.none());
  }
}
