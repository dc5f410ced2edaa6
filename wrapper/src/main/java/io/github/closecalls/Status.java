package io.github.closecalls;

/** What an HTTP status without success says of a call: the table of the README. */
enum Status {
  BAD_REQUEST(
      Delivery.REFUSED,
      TroubleshootingSection.BAD_REQUEST,
      "The call was not logged: correct the values that Close names and log it again."),
  UNAUTHORIZED(
      Delivery.REFUSED,
      TroubleshootingSection.UNAUTHORIZED,
      "The call was not logged: check that the API key exists in Close, or that the access token"
          + " has not expired, and that it is given as what it is (Credentials.apiKey or"
          + " Credentials.bearer)."),
  PAYMENT_REQUIRED(
      Delivery.REFUSED,
      TroubleshootingSection.OTHER_REFUSAL,
      "The plan of the Close organization does not cover this: the call was not logged."),
  FORBIDDEN(
      Delivery.REFUSED,
      TroubleshootingSection.OTHER_REFUSAL,
      "The credential may not log this call: it was not logged."),
  NOT_FOUND(
      Delivery.REFUSED,
      TroubleshootingSection.NOT_FOUND,
      "The call was not logged: check that what its ids refer to exists in the organization of the"
          + " credential, and the base URL %s."),
  PROXY_AUTHENTICATION_REQUIRED(
      Delivery.REFUSED,
      TroubleshootingSection.OTHER_REFUSAL,
      "The call was not logged: something between here and Close asks for the credentials of a"
          + " proxy. Give the OkHttpClient that the client uses that proxy and a proxyAuthenticator,"
          + " or ask who runs the network."),
  TOO_MANY_REQUESTS(
      Delivery.REFUSED,
      TroubleshootingSection.RATE_LIMIT,
      "Too many requests: the call was not logged. Log it again later."),
  OTHER_REFUSAL(
      Delivery.REFUSED,
      TroubleshootingSection.OTHER_REFUSAL,
      "The call was not logged: mend what Close names and log it again."),
  REDIRECT(
      Delivery.REFUSED,
      TroubleshootingSection.REDIRECT,
      "Redirects are not followed, since that could lose the call: check the base URL %s (scheme,"
          + " host and path), and that nothing on the way removes the trailing slash of"
          + " activity/call/."),
  /** It can follow a request that was processed (RFC 9110, sections 15.4.2 to 15.4.4). */
  REDIRECT_AFTERWARDS(
      Delivery.UNKNOWN,
      TroubleshootingSection.REDIRECT,
      REDIRECT.advice + " " + Advice.MAY_BE_LOGGED),
  /** A server or a gateway failed, perhaps after the call was logged. */
  FAILURE(Delivery.UNKNOWN, TroubleshootingSection.MAY_BE_LOGGED, Advice.MAY_BE_LOGGED);

  private static final class Advice {
    static final String MAY_BE_LOGGED =
        "The call may have been logged: look in Close before you log it again.";
  }

  private final Delivery delivery;
  private final TroubleshootingSection section;
  private final String advice;

  Status(Delivery delivery, TroubleshootingSection section, String advice) {
    this.delivery = delivery;
    this.section = section;
    this.advice = advice;
  }

  static Status of(int code) {
    return switch (code) {
      case 301, 302, 303 -> REDIRECT_AFTERWARDS;
      case 400 -> BAD_REQUEST;
      case 401 -> UNAUTHORIZED;
      case 402 -> PAYMENT_REQUIRED;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 407 -> PROXY_AUTHENTICATION_REQUIRED;
      // Sent for requests that were given up while they were under way: 408 by servers, 460 and 499
      // by gateways whose server may have gone on with it.
      case 408, 460, 499 -> FAILURE;
      case 429 -> TOO_MANY_REQUESTS;
      default -> code < 300 || code >= 500 ? FAILURE : code < 400 ? REDIRECT : OTHER_REFUSAL;
    };
  }

  /** Returns what became of the call. */
  Delivery delivery() {
    return delivery;
  }

  /** Returns where it is explained. */
  TroubleshootingSection section() {
    return section;
  }

  /** Returns what to do, in sentences. */
  String advice(String baseUrl) {
    return advice.replace("%s", baseUrl);
  }
}
