package io.github.closecalls;

import io.github.closecalls.model.CreateCallActivity;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call of the user: its attempts, the waits between them, and what became of it.
 *
 * <p>Runs on one thread; others may cancel it.
 */
final class Exchange<T> {
  private static final String MAY_BE_LOGGED =
      " An earlier attempt may have logged the call: look in Close before you log it again.";

  private final Transport transport;
  private final CreateCallActivity subject;
  private final CallOptions options;
  private final RetryPolicy policy;
  private final Patience patience;

  private volatile InFlight<T> inFlight;
  private volatile boolean over;

  private int attempts;

  /** The attempts among them that were refused with 429 and that pacing repeats. */
  private int refusals;

  /** True if an attempt has begun and its end is not known yet. */
  private boolean attempting;

  /** The state of the call, over all attempts. */
  private Delivery delivery = Delivery.NOT_SENT;

  private @Nullable Answer lastAnswer;

  /**
   * Prepares to send a request.
   *
   * @param subject what the request logs
   * @param inFlight its first attempt
   */
  Exchange(
      Transport transport,
      CreateCallActivity subject,
      InFlight<T> inFlight,
      CallOptions options,
      Patience patience) {
    this.transport = transport;
    this.subject = subject;
    this.inFlight = inFlight;
    this.options = options;
    this.policy = options.retryPolicyOr(transport.retryPolicy());
    this.patience = patience;
  }

  /** Returns what the server answered with success, or throws a {@link CloseException}. */
  T run() {
    try {
      return attempt();
    } catch (CloseException e) {
      throw e;
    } catch (CallStoppedException stopped) {
      throw transport.exceptions().unsent(stopped, history(note()));
    } catch (NoCredentialException fault) {
      if (fault.error != null && delivery == Delivery.NOT_SENT) {
        throw fault.error; // For the reason given below.
      }
      throw transport.exceptions().withoutCredential(fault, history(note()));
    } catch (VirtualMachineError e) {
      if (delivery == Delivery.NOT_SENT && !isSent()) {
        throw e; // Nothing is lost, and it says more as it is.
      }
      throw unexpected(e);
    } catch (Throwable e) { // Of any type: what became of the call must not get lost with it.
      throw unexpected(e);
    }
  }

  private TransportException unexpected(Throwable error) {
    boolean sent = isSent();
    if (sent) {
      delivery = delivery.or(Delivery.UNKNOWN);
    }
    return transport.exceptions().unexpected(error, sent, history(sent ? lastAnswered() : note()));
  }

  /** Returns whether an attempt may have reached the server and nothing else is known of it. */
  private boolean isSent() {
    return attempting && inFlight.sent;
  }

  /** Returns the exception to throw if no thread was free for the call. */
  CloseException notBegun() {
    String when = "while waiting for another call to end";
    try {
      patience.check(when);
      throw patience.expired(when);
    } catch (CallStoppedException stopped) {
      return transport.exceptions().unsent(stopped, history(""));
    }
  }

  /** Returns the whole answer of which {@link #run} returns the body. */
  CloseResponse<T> respond() {
    T body = run();
    return new CloseResponse<>(
        body,
        Objects.requireNonNull(lastAnswer),
        transport.credentials(),
        attempts,
        patience.elapsed());
  }

  Patience patience() {
    return patience;
  }

  /** Ends the attempt or pause that is under way, and lets no other begin. */
  void cancel() {
    if (!over) {
      patience.cancel();
      inFlight.call.cancel();
      transport.wake();
    }
  }

  /** Records that there is nothing left to cancel. */
  void end() {
    over = true;
  }

  private T attempt() throws CallStoppedException, NoCredentialException {
    boolean renewed = false;
    patience.check("");
    Secret secret = transport.secret(patience);
    while (true) {
      boolean waited = transport.hold(patience, attempts > 0);
      Attempt<T> attempt = null;
      try {
        if (waited) {
          secret = transport.secret(patience); // It can have expired meanwhile.
        }
        attempting = true;
        attempt = send(secret);
      } finally {
        if (attempt == null) {
          transport.notMade();
        }
      }
      Delivery earlier = delivery;
      if (attempt.body() == null) {
        delivery = earlier.or(attempt.delivery());
        attempting = false;
      }
      if (attempt.answer() != null && attempt.answer().status() == 401) {
        transport.reject(secret);
      }
      transport.ended(attempt);
      Next next = whatFollows(attempt, secret, !renewed);
      T body = attempt.body();
      if (body != null) {
        Objects.requireNonNull(lastAnswer).forgetBody(); // No error will show it.
        return body;
      }
      if (next instanceof Next.Again again) {
        patience.pause(again.pause(), "while waiting to send it again");
        secret = transport.secret(patience); // It can have expired meanwhile, too.
      } else if (next instanceof Next.AgainWith other) {
        secret = other.secret();
        renewed = true;
      } else {
        throw transport.exceptions().of(attempt, patience, history(note(attempt, earlier, next)));
      }
      inFlight = transport.again(inFlight);
    }
  }

  /** Decides what follows an attempt, and has it logged together with the attempt. */
  private Next whatFollows(Attempt<T> attempt, Secret secret, boolean renewable)
      throws CallStoppedException, NoCredentialException {
    Next next = next(attempt, renewable);
    try {
      if (next instanceof Next.Renew) {
        next = Next.GIVE_UP; // Unless there is another credential, which can take a while to say.
        Secret other = transport.secret(patience);
        if (!other.isSameAs(secret)) {
          next = new Next.AgainWith(other);
        }
      }
      return next;
    } finally {
      transport.log(inFlight.request(), attempt, next);
    }
  }

  private Next next(Attempt<T> attempt, boolean renewable) {
    if (patience.isOver() && attempt.body() == null) {
      return Next.GIVE_UP;
    }
    boolean paced = transport.isPaced();
    if (paced && attempt.answer() != null && attempt.answer().status() == 429) {
      refusals++;
    }
    // A policy that allows one attempt gets only one.
    int counted = Math.max(1, attempts - refusals);
    return policy.after(attempt, counted, renewable, paced, patience.left());
  }

  /** Sends the request, on another connection if the first had ended before. */
  private Attempt<T> send(Secret secret) throws CallStoppedException {
    attempts++;
    while (true) {
      if (transport.isOutdated(inFlight)) {
        again();
      }
      Attempt<T> attempt = transport.send(inFlight, attempts, secret, options.headers(), patience);
      if (attempt.answer() != null) {
        lastAnswer = attempt.answer();
      }
      if (!attempt.metStaleConnection()) {
        return attempt;
      }
      again();
    }
  }

  /**
   * Prepares the same attempt anew, unless the call was cancelled: that met only the one before.
   */
  private void again() throws CallStoppedException {
    inFlight = transport.again(inFlight);
    patience.check("");
  }

  private String note(Attempt<T> attempt, Delivery earlier, Next next) {
    StringBuilder note = new StringBuilder();
    if (attempt.answer() == null && lastAnswer != null) {
      note.append(lastAnswered());
    }
    if (earlier == Delivery.UNKNOWN && attempt.delivery() != Delivery.UNKNOWN) {
      note.append(MAY_BE_LOGGED);
    }
    if (next instanceof Next.TooLate late) {
      note.append(" Waiting another ")
          .append(CallHistory.seconds(Duration.ofNanos(late.pause())))
          .append(" would have exceeded the deadline of ")
          .append(CallHistory.seconds(patience.deadline()))
          .append('.');
    }
    return note.toString();
  }

  /** Returns the note for a call that ends between two attempts. */
  private String note() {
    return lastAnswered() + (delivery == Delivery.UNKNOWN ? MAY_BE_LOGGED : "");
  }

  private String lastAnswered() {
    return lastAnswer == null ? "" : " The last answer had status " + lastAnswer.status() + ".";
  }

  private CallHistory history(String note) {
    return new CallHistory(
        subject,
        attempts,
        patience.elapsed(),
        delivery,
        lastAnswer == null ? null : RateLimit.of(lastAnswer),
        note);
  }
}
