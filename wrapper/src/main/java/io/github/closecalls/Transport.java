package io.github.closecalls;

import com.squareup.moshi.Moshi;
import io.github.closecalls.model.ModelJsonAdapterFactory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.Dispatcher;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.AsyncTimeout;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/**
 * What all calls of a client share: it sends requests at most once each, and knows how far they
 * got.
 *
 * <p>The guarantees hold for any OkHttpClient that it is given, since they are settings and
 * interceptors put on top of it. Safe to share between threads.
 */
final class Transport implements Call.Factory {
  private static final Duration TOKEN_TIMEOUT = Duration.ofSeconds(30);

  /** How long OkHttp gets to end an attempt by itself once its time is up. */
  private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(500);

  private final HttpUrl baseUrl;
  private final Credentials credentials;
  private final Settings settings;
  private final OkHttpClient client;
  private final OkHttpClient tokenClient;
  private final Retrofit retrofit;
  private final Failures failures;
  private final AttemptLog log;
  private final Waits waits = new Waits();
  private final @Nullable Pacer pacer;
  private volatile boolean closed;

  /**
   * What a client is told.
   *
   * @param ownsClient whether the connections are this library's to close
   */
  record Settings(
      OkHttpClient client,
      boolean ownsClient,
      Duration deadline,
      RetryPolicy retryPolicy,
      OptionalDouble pacing,
      boolean logBodies) {}

  Transport(HttpUrl baseUrl, Credentials credentials, Settings settings) {
    this.baseUrl = baseUrl;
    this.credentials = credentials;
    this.settings = settings;
    this.failures = new Failures(baseUrl, credentials);
    this.log = new AttemptLog(credentials, settings.logBodies());
    this.pacer = settings.pacing().isPresent() ? new Pacer(settings.pacing().getAsDouble()) : null;
    this.client =
        safe(settings.client())
            .addInterceptor(this::readAnswer)
            .addNetworkInterceptor(this::send)
            .build();
    this.tokenClient =
        safe(settings.client())
            .callTimeout(TOKEN_TIMEOUT)
            .addNetworkInterceptor(Transport::sendToken)
            .build();
    this.retrofit =
        new Retrofit.Builder()
            .baseUrl(baseUrl)
            .callFactory(this)
            .addConverterFactory(
                MoshiConverterFactory.create(
                    new Moshi.Builder().add(new ModelJsonAdapterFactory()).build()))
            .build();
  }

  /**
   * Returns the user's client without what sends a request again or elsewhere.
   *
   * <p>It may try the other addresses of a host, which it does before anything is sent. The
   * dispatcher only lists the calls under way, so that close() ends ours and no others.
   */
  private static OkHttpClient.Builder safe(OkHttpClient client) {
    return client
        .newBuilder()
        .dispatcher(new Dispatcher())
        .retryOnConnectionFailure(true)
        .followRedirects(false)
        .followSslRedirects(false)
        .authenticator(Authenticator.NONE);
  }

  /** Returns an implementation of a generated interface, whose calls an {@link Exchange} runs. */
  <T> T create(Class<T> api) {
    return retrofit.create(api);
  }

  @Override
  public Call newCall(Request request) {
    RequestBody body = request.body();
    return client.newCall(
        request
            .newBuilder()
            .method(request.method(), body == null ? null : new OneShotBody(body))
            .tag(Attempt.class, new Attempt())
            .build());
  }

  static Attempt attempt(Request request) {
    return Objects.requireNonNull(request.tag(Attempt.class));
  }

  Duration deadline() {
    return settings.deadline();
  }

  RetryPolicy retryPolicy() {
    return settings.retryPolicy();
  }

  /** Returns the time-out of a call that the user's client has, in nanoseconds; 0 for none. */
  long ownTimeout() {
    return TimeUnit.MILLISECONDS.toNanos(client.callTimeoutMillis());
  }

  OkHttpClient tokenClient() {
    return tokenClient;
  }

  Failures failures() {
    return failures;
  }

  Waits waits() {
    return waits;
  }

  @Nullable Pacer pacer() {
    return pacer;
  }

  @Nullable Secret secret(@Nullable Secret rejected, Exchange<?> exchange) throws CredentialsFault {
    return credentials.secret(rejected, exchange);
  }

  boolean isClosed() {
    return closed;
  }

  /** Has all calls that wait look whether they still should. */
  void wake() {
    waits.wake();
    if (pacer != null) {
      pacer.wake();
    }
  }

  /** Runs after each attempt, however it ended. */
  void ended(Request request, Attempt attempt) {
    if (pacer != null) {
      pacer.ended(attempt.begin, attempt.answer);
    }
    if (closed && settings.ownsClient()) {
      client.connectionPool().evictAll(); // A call that close() met half-way returns its own late.
    }
    log.ended(request, attempt);
  }

  /** Ends the calls under way, closes the connections and refuses further calls. */
  void close() {
    closed = true;
    client.dispatcher().cancelAll();
    wake();
    if (settings.ownsClient()) {
      client.connectionPool().evictAll();
    }
  }

  /** Runs around everything: what follows works on a body that is here and not too large. */
  private Response readAnswer(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    Attempt attempt = attempt(request);
    Headers headers = attempt.headers;
    Response response = chain.proceed(headers == null ? request : with(headers, request));
    Answer answer = Answer.read(response);
    attempt.answer = answer;
    return response.newBuilder().body(answer.body(response.body().contentType())).build();
  }

  private static Request with(Headers headers, Request request) {
    Request.Builder builder = request.newBuilder();
    for (int i = 0; i < headers.size(); i++) {
      builder.header(headers.name(i), headers.value(i));
    }
    return builder.build();
  }

  /** Runs once a connection stands, last before the request is written to it. */
  private Response send(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    if (closed || Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException(closed ? "The client was closed" : "interrupted");
    }
    Attempt attempt = attempt(request);
    if (attempt.sent) {
      throw new ProtocolException("The request would be sent a second time");
    }
    checkWire(chain);
    Connection connection = Objects.requireNonNull(chain.connection());
    boolean http2 = connection.protocol() == Protocol.HTTP_2;
    if (http2) {
      // Headers and body are written apart: by Nagle's algorithm the body would wait for an answer
      // to the headers, which TCP delays by some 40 ms.
      connection.socket().setTcpNoDelay(true);
    }
    attempt.sent = true;
    try {
      Request signed =
          isBase(request.url()) && attempt.secret != null
              ? request.newBuilder().header("Authorization", attempt.secret.authorization()).build()
              : request;
      return http2 ? proceed(chain, signed, connection, attempt.end) : chain.proceed(signed);
    } catch (IOException e) {
      attempt.sent = !isRefusedByClosingConnection(e);
      throw e;
    }
  }

  /**
   * Sends the request, and closes its HTTP/2 connection if that holds it beyond its time.
   *
   * <p>OkHttp ends a stream, but not a write to a socket whose server has stopped reading. Whatever
   * else is under way on that connection waits for the same write.
   */
  private static Response proceed(
      Interceptor.Chain chain, Request request, Connection connection, long end)
      throws IOException {
    AsyncTimeout guard =
        new AsyncTimeout() {
          @Override
          protected void timedOut() {
            abort(connection.socket());
          }
        };
    guard.timeout(Math.max(0, end - System.nanoTime()) + GRACE, TimeUnit.NANOSECONDS);
    guard.enter();
    try {
      return chain.proceed(request);
    } finally {
      guard.exit();
    }
  }

  private static void abort(Socket socket) {
    try {
      // A TLS socket would otherwise wait for the write to end before it says goodbye.
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is closed already, which is what was wanted.
    }
  }

  /** Keeps secrets off a proxy, and off a name service that sends localhost elsewhere. */
  private static void checkWire(Interceptor.Chain chain) throws IOException {
    if (!chain.request().isHttps()
        && !isWithinThisMachine(Objects.requireNonNull(chain.connection()))) {
      throw new IOException("Plain http is for this machine only");
    }
  }

  private static boolean isWithinThisMachine(Connection connection) {
    return connection.route().proxy().type() == Proxy.Type.DIRECT
        && connection.socket().getInetAddress().isLoopbackAddress();
  }

  private static Response sendToken(Interceptor.Chain chain) throws IOException {
    checkWire(chain);
    return chain.proceed(chain.request());
  }

  /**
   * Whether an HTTP/2 connection that was closing took no stream any more, so that nothing was
   * written. OkHttp then takes another connection by itself; its exception is not public.
   */
  private static boolean isRefusedByClosingConnection(IOException e) {
    return e.getClass().getName().equals("okhttp3.internal.http2.ConnectionShutdownException");
  }

  private boolean isBase(HttpUrl url) {
    return url.scheme().equals(baseUrl.scheme())
        && url.host().equals(baseUrl.host())
        && url.port() == baseUrl.port();
  }
}
