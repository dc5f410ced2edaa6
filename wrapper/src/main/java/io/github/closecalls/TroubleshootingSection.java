package io.github.closecalls;

/** The sections of TROUBLESHOOTING.md that messages end with. */
enum TroubleshootingSection {
  INVALID_CALL("invalidcallexception"),
  PHONE("phone"),
  RECORDING_URL("recording_url"),
  NO_JSON_FORM("a-value-without-a-form-in-json"),
  NOT_SENT("transportexception-not-sent"),
  UNKNOWN("transportexception-unknown"),
  OKHTTP("okhttp-version"),
  CREDENTIALS("credentialsexception"),
  UNREADABLE_ANSWER("unreadableanswerexception"),
  BAD_REQUEST("badrequestexception"),
  UNAUTHORIZED("unauthorizedexception"),
  NOT_FOUND("notfoundexception"),
  REDIRECT("apiexception-redirect"),
  RATE_LIMIT("apiexception-429"),
  OTHER_REFUSAL("apiexception-any-other-refusal"),
  MAY_BE_LOGGED("apiexception-the-call-may-have-been-logged");

  private static final String PAGE = page(LibraryVersion.NUMBER);

  private final String anchor;

  TroubleshootingSection(String anchor) {
    this.anchor = anchor;
  }

  /** Returns the page as it was when a version was released, since it moves on with the next. */
  static String page(String version) {
    return "https://github.com/close-calls/close-calls-java/blob/"
        + (version.endsWith("-SNAPSHOT") ? "main" : "v" + version)
        + "/TROUBLESHOOTING.md#";
  }

  String anchor() {
    return anchor;
  }

  String address() {
    return PAGE + anchor;
  }
}
