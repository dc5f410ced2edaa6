package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.model.CallActivity;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.testing.FakeClose;
import io.github.closecalls.testing.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailedCallTest {
  @AutoClose private final FakeClose fake = FakeClose.start();
  private final CreateCallActivity call = StubServer.call();

  /** A way to fail, and the exception that it ends with. */
  private enum Failure {
    BROKEN_RULE(InvalidCallException.class),
    NO_CREDENTIAL(CredentialsException.class),
    CLOSED_CLIENT(TransportException.class),
    LOST_ANSWER(TransportException.class),
    REFUSAL(BadRequestException.class),
    SERVER_ERROR(ApiException.class),
    UNREADABLE(UnreadableAnswerException.class);

    private final Class<? extends CloseException> type;

    Failure(Class<? extends CloseException> type) {
      this.type = type;
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyKindOfFailureHoldsTheCall(Failure failure) {
    CreateCallActivity subject = subjectOf(failure);
    try (CloseClient client = clientThat(failure)) {
      CloseException e = assertThrows(failure.type, () -> client.calls().log(subject));
      assertSame(subject, e.call().orElseThrow());
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyKindOfFailureOfAFutureHoldsTheCall(Failure failure) {
    CreateCallActivity subject = subjectOf(failure);
    try (CloseClient client = clientThat(failure)) {
      CompletableFuture<CallActivity> future = client.calls().logAsync(subject);
      assertSame(subject, failureOf(future).call().orElseThrow());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFutureThatFindsNoPlaceHoldsItsCall(boolean closed) {
    fake.replies(Reply.stalled());
    CloseClient client = builder().maxConcurrency(1).build();
    try (client) {
      CompletableFuture<CallActivity> stuck = client.calls().logAsync(StubServer.call());
      if (closed) {
        client.close();
      }
      CompletableFuture<CallActivity> future =
          client
              .calls()
              .logAsync(call, CallOptions.builder().deadline(Duration.ofMillis(50)).build());
      assertSame(call, failureOf(future).call().orElseThrow());
      stuck.cancel(false);
    }
  }

  @ParameterizedTest
  @EnumSource
  void noTextOfAFailureShowsTheCall(Failure failure) {
    try (CloseClient client = clientThat(failure)) {
      CloseException e = assertThrows(failure.type, () -> client.calls().log(subjectOf(failure)));
      assertFalse(e.toString().contains("lead_1"), e.toString()); // SecretScan finds the phone.
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFailureThatWasSerializedHasLostTheCallAndNothingElse(Failure failure) {
    try (CloseClient client = clientThat(failure)) {
      CloseException e = assertThrows(failure.type, () -> client.calls().log(subjectOf(failure)));
      CloseException copy = Serialization.copyOf(e, CloseException.class);
      assertEquals(Optional.empty(), copy.call());
      assertEquals(e.getMessage(), copy.getMessage());
      assertEquals(e.delivery(), copy.delivery());
      assertEquals(e.attempts(), copy.attempts());
    }
  }

  private CreateCallActivity subjectOf(Failure failure) {
    return failure == Failure.BROKEN_RULE
        ? call.toBuilder().recordingUrl(URI.create("http://lead_1.example.com/")).build()
        : call;
  }

  private CloseClient clientThat(Failure failure) {
    switch (failure) {
      case LOST_ANSWER -> fake.replies(Reply.dropped());
      case REFUSAL -> fake.replies(Reply.badRequest("lead_id", "Object does not exist."));
      case SERVER_ERROR -> fake.replies(Reply.status(500, ""));
      case UNREADABLE -> fake.replies(Reply.status(200, "{}"));
      default -> {}
    }
    CloseClient.Builder builder = builder().retryPolicy(RetryPolicy.none());
    if (failure == Failure.NO_CREDENTIAL) {
      builder.credentials(Credentials.apiKey(() -> ""));
    }
    CloseClient client = builder.build();
    if (failure == Failure.CLOSED_CLIENT) {
      client.close();
    }
    return client;
  }

  private CloseClient.Builder builder() {
    return CloseClient.builder()
        .baseUrl(fake.url())
        .credentials(Credentials.apiKey(StubServer.KEY));
  }

  private static CloseException failureOf(CompletableFuture<CallActivity> future) {
    CompletionException e = assertThrows(CompletionException.class, future::join);
    assertTrue(future.isCompletedExceptionally());
    return assertInstanceOf(CloseException.class, e.getCause());
  }
}
