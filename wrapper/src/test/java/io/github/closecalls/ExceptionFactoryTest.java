package io.github.closecalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the exceptions say, which is all that a user has to go by. */
class ExceptionFactoryTest {
  private final ExceptionFactory exceptions =
      new ExceptionFactory(
          HttpUrl.get("https://api.close.com/api/v1/"),
          Credentials.apiKey(StubServer.KEY),
          new OkHttpClient());
  private final Patience patience =
      new Patience(Duration.ofDays(1), new WaitCondition(), () -> false);

  @Test
  void theCauseOfAMissingCredentialIsPassedOn() {
    IOException cause = new IOException("broken");
    NoCredentialException fault =
        new NoCredentialException(CredentialsException.Reason.NOT_RENEWED, "Not renewed.", cause);
    assertSame(
        cause, exceptions.withoutCredential(fault, history(Delivery.NOT_SENT, 0)).getCause());
  }

  @Test
  void whatBreaksAfterTheRequestWasSentMayHaveLoggedTheCall() {
    String text =
        text(
            exceptions.unexpected(
                new AssertionError("broken"), true, history(Delivery.UNKNOWN, 1)));
    assertTrue(text.startsWith("No usable answer came from https://api.close.com/"), text);
    assertTrue(text.contains("look in Close before you log it again"), text);
  }

  @Test
  void whatBreaksBeforeTheRequestWasSentLogsNothing() {
    String text =
        text(
            exceptions.unexpected(
                new AssertionError("broken"), false, history(Delivery.NOT_SENT, 1)));
    assertTrue(text.startsWith("The call was not sent to https://api.close.com/"), text);
    assertTrue(text.contains("Then log the call again."), text);
  }

  @ParameterizedTest
  @CsvSource({"0, ''", "1, ' 1 attempt in 2.000 s.'", "2, ' 2 attempts in 2.000 s.'"})
  void attemptsAreCountedInTheMessageOnceThereWereAny(int attempts, String counted) {
    assertEquals(
        "Broken. It is." + counted + " See " + TroubleshootingSection.NOT_SENT.address(),
        history(Delivery.NOT_SENT, attempts).message("Broken.", TroubleshootingSection.NOT_SENT));
  }

  @Test
  void whoCancelsACallBeforeItIsSentIsToldToMakeSureThatItIsWanted() {
    patience.cancel();
    String text = failure(null, new IOException("Canceled"));
    assertTrue(
        text.contains(
            " (it was cancelled). Make sure that it should still be logged. Then log the call"),
        text);
  }

  @Test
  void whoseInterceptorBreaksIsSentToTheInterceptors() {
    String text = failure(null, new IllegalStateException("broken"));
    assertTrue(
        text.contains(
            "broken). Check the interceptors and listeners of the OkHttpClient given to the"
                + " client. Then log the call again."),
        text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "''!its body is empty (java.io.EOFException: end). Nothing",
        "' '!its body is empty (java.io.EOFException: end). Nothing",
        "<p>!its body could not be read (java.io.EOFException: end): <p>. Nothing",
        // Calls are told apart from other things by how their text begins, even if it breaks off.
        "' {\"phone\":'!its body could not be read (java.io.EOFException: end). Nothing",
        "+15550100!its body could not be read (java.io.EOFException: end). Nothing",
        "[{\"phone\":!its body could not be read (java.io.EOFException: end). Nothing",
      })
  void aSuccessThatCannotBeReadIsShownWithTheReason(String body, String fault) {
    String text = failure(StubAnswer.of(200, body), new EOFException("end"));
    assertTrue(text.contains("status 200, but " + fault), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "''!its body is empty. Nothing",
        "null!its body is null. Nothing",
      })
  void aSuccessThatIsNoCallThoughItCouldBeReadIsToldApart(String body, String fault) {
    String text = failure(StubAnswer.of(200, body), null);
    assertTrue(text.contains("status 200, but " + fault), text);
  }

  @Test
  void aRefusalThatIsNoJsonIsShownAsItIs() {
    String text = failure(StubAnswer.of(502, "<p>Bad gateway</p>"), null);
    assertTrue(text.startsWith("Close answered with status 502 (<p>Bad gateway</p>). "), text);
  }

  @Test
  void aRefusalWithoutBodyShowsNone() {
    String text = failure(StubAnswer.of(502, ""), null);
    assertTrue(text.startsWith("Close answered with status 502. "), text);
  }

  private String failure(@Nullable Answer answer, @Nullable Throwable error) {
    Attempt<String> attempt =
        new Attempt<>(1, 0, Duration.ZERO, answer != null, answer, null, error);
    return text(exceptions.of(attempt, patience, history(attempt.delivery(), 1)));
  }

  private static String text(CloseException e) {
    SecretScan.read(e);
    assertFalse(e.getMessage().isEmpty(), "say what happened");
    return e.getMessage();
  }

  private static CallHistory history(Delivery delivery, int attempts) {
    return new CallHistory(
        StubServer.call(), attempts, Duration.ofSeconds(2), delivery, null, " It is.");
  }
}
