package io.github.closecalls.faults;

import io.github.closecalls.ApiException;
import io.github.closecalls.BadRequestException;
import io.github.closecalls.CloseException;
import io.github.closecalls.Delivery;
import io.github.closecalls.NotFoundException;
import io.github.closecalls.TransportException;
import io.github.closecalls.UnauthorizedException;
import io.github.closecalls.UnreadableAnswerException;
import org.jspecify.annotations.Nullable;

/** What a user is told of a call. */
enum Outcome {
  LOGGED(null, null),
  NOT_SENT(TransportException.class, Delivery.NOT_SENT),
  /** By the last attempt; an earlier one was refused. */
  NOT_SENT_AGAIN(TransportException.class, Delivery.REFUSED),
  NO_ANSWER(TransportException.class, Delivery.UNKNOWN),
  BAD_REQUEST(BadRequestException.class, Delivery.REFUSED),
  UNAUTHORIZED(UnauthorizedException.class, Delivery.REFUSED),
  NOT_FOUND(NotFoundException.class, Delivery.REFUSED),
  REFUSED(ApiException.class, Delivery.REFUSED),
  FAILED(ApiException.class, Delivery.UNKNOWN),
  /** A success that shows the call, but cannot be read whole. */
  UNREADABLE(UnreadableAnswerException.class, Delivery.ACCEPTED),
  /** A success that does not show the call. */
  UNPROVEN(UnreadableAnswerException.class, Delivery.UNKNOWN);

  private final @Nullable Class<? extends CloseException> type;
  private final @Nullable Delivery delivery;

  Outcome(@Nullable Class<? extends CloseException> type, @Nullable Delivery delivery) {
    this.type = type;
    this.delivery = delivery;
  }

  /**
   * Returns whether this is what was reported.
   *
   * @param error what was thrown, or null if the call returned
   */
  boolean is(@Nullable Throwable error) {
    if (type == null) {
      return error == null;
    }
    return type.isInstance(error) && ((CloseException) error).delivery() == delivery;
  }

  /** Returns what was reported in few words. */
  static String of(@Nullable Throwable error) {
    if (error == null) {
      return "logged";
    }
    String type = error.getClass().getSimpleName().replace("Exception", "");
    return error instanceof CloseException e ? e.delivery() + " " + type : type;
  }

  @Override
  public String toString() {
    return type == null ? "logged" : delivery + " " + type.getSimpleName().replace("Exception", "");
  }
}
