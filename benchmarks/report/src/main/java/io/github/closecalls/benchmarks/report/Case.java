package io.github.closecalls.benchmarks.report;

/** What is done. */
enum Case {
  DECODE_LISTED("read the contract's answer"),
  DECODE_PUBLISHED("read the published answer"),
  ENCODE_TYPICAL("write a typical call"),
  ENCODE_FULL("write a full call"),
  CALL_LISTED("answer of the contract"),
  CALL_PUBLISHED("published answer"),
  CALL_LIMITED("published answer with a header `RateLimit`"),
  ASYNC("1,000 calls"),
  FIRST_CALL("http"),
  FIRST_CALL_TLS("https"),
  FIRST_CALL_APPCDS("AppCDS"),
  FIRST_CALL_AOT("AOT cache"),
  VIRTUAL_THREADS("all at once"),
  VIRTUAL_THREADS_BOUNDED("64 at once"),
  IMPORT("import"),
  IMPORT_LIMITED("import within a limit");

  final String title;

  Case(String title) {
    this.title = title;
  }
}
