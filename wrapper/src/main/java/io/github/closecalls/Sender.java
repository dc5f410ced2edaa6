package io.github.closecalls;

import okhttp3.OkHttpClient;

/** What sends the calls of a client, and who it says it is. */
record Sender(OkHttpClient client, UserAgent userAgent) {}
