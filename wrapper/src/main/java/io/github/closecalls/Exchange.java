package io.github.closecalls;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Response;

/**
 * One call of the user: its attempts, the waits between them, its deadline, and what became of it.
 *
 * <p>Runs on one thread; others may cancel it.
 */
final class Exchange<T> implements Patience {
  private static final String MAY_BE_LOGGED =
      " By an earlier attempt the call may have been logged: look in Close before you log it again.";

  private static final String MORE_TIME = "Allow more time, or start fewer calls at once.";

  private final Transport transport;
  private final CallOptions options;
  private final RetryPolicy policy;
  private final Duration deadline;
  private final long start = System.nanoTime();
  private final long end;

  private volatile Call<T> call;
  private volatile boolean cancelled;
  private volatile boolean over;

  private int attempts;

  /** How many of them the pacer answers for. */
  private int refusals;

  /** What became of the call, over all attempts. */
  private Delivery delivery = Delivery.NOT_SENT;

  /** What had become of it before the last attempt. */
  private Delivery earlier = Delivery.NOT_SENT;

  private @Nullable Answer lastAnswer;

  Exchange(Transport transport, Call<T> call, CallOptions options) {
    this.transport = transport;
    this.call = call;
    this.options = options;
    this.policy = options.retryPolicyOr(transport.retryPolicy());
    this.deadline = options.deadlineOr(transport.deadline());
    this.end = start + deadline.toNanos();
  }

  /** Returns what the server answered with success, or throws a {@link CloseException}. */
  T run() {
    boolean renewed = false;
    Secret other = null;
    goOn("");
    while (true) {
      Attempt attempt = Transport.attempt(call.request());
      attempt.secret = other != null ? other : Objects.requireNonNull(secret(null));
      attempt.headers = options.headers();
      hold();
      T body = execute(attempt);
      if (body != null) {
        return body;
      }
      other = null;
      if (isUnauthorized(attempt) && !renewed && mayGoOn()) {
        renewed = true;
        other = secret(attempt.secret);
        attempt.pause = other == null ? Attempt.LAST : 0;
      }
      if (attempt.pause == Attempt.LAST || attempt.pause > left()) {
        throw transport.failures().of(attempt, remedy(), history(note(attempt)));
      }
      pause(attempt.pause);
      call = call.clone();
    }
  }

  /** Returns what to throw if the call did not find a place to run. */
  CloseException notBegun() {
    String when = "while waiting for one of the calls under way to end";
    try {
      goOn(when);
    } catch (TransportException e) {
      return e;
    }
    return expired(when);
  }

  /** Returns the answer to the attempt that succeeded. */
  @Nullable Answer answer() {
    return lastAnswer;
  }

  /** Ends the attempt or the wait that is under way, and lets no other begin. */
  void cancel() {
    if (!over) {
      cancelled = true;
      call.cancel();
      transport.wake();
    }
  }

  /** Takes note that there is nothing left to cancel. */
  void end() {
    over = true;
  }

  @Override
  public boolean isStopped() {
    return cancelled || transport.isClosed();
  }

  int attempts() {
    return attempts;
  }

  @Override
  public long left() {
    return end - System.nanoTime();
  }

  OkHttpClient tokenClient() {
    return transport.tokenClient();
  }

  /** Waits for something that does not end with this call, or fails. */
  void await(CompletableFuture<?> awaited, String when) {
    CompletableFuture<?> unused = awaited.whenComplete((value, failure) -> transport.wake());
    awaitUnlessStopped(awaited::isDone, end, when);
    if (!awaited.isDone()) {
      throw expired(when);
    }
  }

  private @Nullable T execute(Attempt attempt) {
    attempt.number = ++attempts;
    attempt.begin = System.nanoTime();
    try {
      limitTime(attempt);
      Response<T> response = call.execute();
      if (attempt.answer == null) {
        // An interceptor of the user answered in place of the server.
        attempt.answer = Answer.of(response.raw(), response.errorBody());
      }
      return response.body();
    } catch (IOException | RuntimeException e) {
      attempt.error = e; // Of any type: how far the attempt got says what became of the call.
      return null;
    } catch (StackOverflowError | OutOfMemoryError e) {
      if (!attempt.sent) {
        throw e;
      }
      attempt.error = e; // A large or deep answer can cause it, after the call was logged.
      return null;
    } finally {
      if (attempt.answer != null) {
        lastAnswer = attempt.answer;
      }
      earlier = delivery;
      if (attempt.delivery().compareTo(delivery) > 0) {
        delivery = attempt.delivery();
      }
      boolean again = policy.maxAttempts() > 1 && left() > 0;
      if (again
          && transport.pacer() != null
          && attempt.answer != null
          && attempt.answer.status() == 429) {
        refusals++;
      }
      attempt.pause = pauseAfter(attempt);
      transport.ended(call.request(), attempt);
    }
  }

  private void limitTime(Attempt attempt) {
    long limit = transport.ownTimeout();
    long left = Math.max(1, left()); // Zero would be no limit.
    long time = limit > 0 ? Math.min(limit, left) : left;
    attempt.end = attempt.begin + time;
    call.timeout().timeout(time, TimeUnit.NANOSECONDS);
  }

  /** Returns how many nanoseconds to wait before the next attempt, or {@link Attempt#LAST}. */
  private long pauseAfter(Attempt attempt) {
    if (!mayGoOn()) {
      return Attempt.LAST;
    }
    Answer answer = attempt.answer;
    if (answer == null) {
      return !attempt.sent && attempt.error instanceof IOException
          ? policy.backOff(attempts)
          : Attempt.LAST;
    }
    int status = answer.status();
    if (status != 429 && !(policy.retriesServerErrors() && status >= 500 && status < 600)) {
      return Attempt.LAST;
    }
    if (status == 429 && transport.pacer() != null) {
      return 0; // The pacer holds it back for as long as it takes.
    }
    RateLimit rateLimit = answer.rateLimit();
    long reset = rateLimit == null ? -1 : rateLimit.resetNanosOr(-1);
    return reset < 0 ? policy.backOff(attempts) : reset + policy.spread();
  }

  private boolean mayGoOn() {
    return attempts - refusals < policy.maxAttempts()
        && !isStopped()
        && !Thread.currentThread().isInterrupted();
  }

  private static boolean isUnauthorized(Attempt attempt) {
    return attempt.answer != null && attempt.answer.status() == 401;
  }

  private @Nullable Secret secret(@Nullable Secret rejected) {
    try {
      return transport.secret(rejected, this);
    } catch (CredentialsFault fault) {
      throw transport.failures().withoutCredential(fault, history(note()));
    }
  }

  private void hold() {
    goOn("");
    Pacer pacer = transport.pacer();
    try {
      if (pacer == null || pacer.begin(this, attempts > 0)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    goOn("while waiting until the rate limit allows it");
    throw expired("while waiting until the rate limit allows it");
  }

  private void pause(long wait) {
    awaitUnlessStopped(() -> false, System.nanoTime() + wait, "while waiting to send it again");
  }

  private void awaitUnlessStopped(BooleanSupplier done, long until, String when) {
    try {
      transport.waits().await(() -> isStopped() || done.getAsBoolean(), until);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    goOn(when);
  }

  /** Throws if there is a reason not to. */
  private void goOn(String when) {
    String reason = reasonToStop();
    if (reason != null) {
      throw unsent(when.isEmpty() ? reason : reason + " " + when, remedy());
    }
    if (left() <= 0) {
      throw expired(when);
    }
  }

  private @Nullable String reasonToStop() {
    if (transport.isClosed()) {
      return "the client is closed";
    }
    if (cancelled) {
      return "it was cancelled";
    }
    return Thread.currentThread().isInterrupted() ? "the thread was interrupted" : null;
  }

  private TransportException expired(String when) {
    return unsent(
        "the deadline of "
            + History.seconds(deadline)
            + (when.isEmpty() ? " has passed" : " would pass " + when),
        MORE_TIME);
  }

  private TransportException unsent(String reason, String remedy) {
    return transport.failures().unsent(reason, remedy, history(note()), null);
  }

  private String remedy() {
    if (transport.isClosed()) {
      return "Make a new client: this one cannot be used after close().";
    }
    if (cancelled) {
      return "Make sure that it is wanted after all.";
    }
    if (Thread.currentThread().isInterrupted()) {
      return "Use a thread that is not interrupted.";
    }
    return left() <= 0 ? MORE_TIME : "Check that the host can be reached from here.";
  }

  private String note(Attempt attempt) {
    StringBuilder note = new StringBuilder();
    if (attempt.answer == null && lastAnswer != null) {
      note.append(lastAnswered());
    }
    if (earlier == Delivery.UNKNOWN && attempt.delivery() != Delivery.UNKNOWN) {
      note.append(MAY_BE_LOGGED);
    }
    if (attempt.pause != Attempt.LAST) {
      note.append(" To wait another ")
          .append(History.seconds(Duration.ofNanos(attempt.pause)))
          .append(" would have passed the deadline of ")
          .append(History.seconds(deadline))
          .append('.');
    }
    return note.toString();
  }

  /** Returns what there is to say if the call ends between two attempts. */
  private String note() {
    return lastAnswered() + (delivery == Delivery.UNKNOWN ? MAY_BE_LOGGED : "");
  }

  private String lastAnswered() {
    return lastAnswer == null ? "" : " The last answer had status " + lastAnswer.status() + ".";
  }

  private History history(String note) {
    return new History(
        attempts,
        Duration.ofNanos(System.nanoTime() - start),
        delivery,
        lastAnswer == null ? null : lastAnswer.rateLimit(),
        note);
  }
}
