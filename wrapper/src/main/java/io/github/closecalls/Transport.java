package io.github.closecalls;

import com.squareup.moshi.Moshi;
import io.github.closecalls.model.ModelJsonAdapterFactory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.Proxy;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
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
  /** How long OkHttp takes to find out that an HTTP/2 connection is dead, and a little more. */
  private static final long DOUBT = TimeUnit.MILLISECONDS.toNanos(1_200);

  /** How much longer a whole attempt may take than a silence, at most. */
  private static final long LONGEST_MARGIN = TimeUnit.MILLISECONDS.toNanos(250);

  private final HttpUrl baseUrl;
  private final Credentials credentials;
  private final Settings settings;
  private final OkHttpClient client;

  /** The same, with connections of its own for the time that the shared ones are in doubt. */
  private final OkHttpClient clientApart;

  /** Whether code of the user runs between the request and its answer. */
  private final boolean hasForeignInterceptors;

  private final Retrofit retrofit;
  private final Failures failures;
  private final AttemptLog log;
  private final IdleConnections idleConnections = new IdleConnections();
  private final Waits waits = new Waits();
  private final @Nullable Pacer pacer;

  /** Until when new calls are kept off the shared connections, by System.nanoTime; 0 for never. */
  private volatile long doubtUntil;

  private volatile boolean closed;

  /**
   * What a client is told.
   *
   * @param ownsClient whether the connections are this library's to close
   * @param plainHttp whether the base URL may be reached without TLS, wherever it is
   */
  record Settings(
      OkHttpClient client,
      boolean ownsClient,
      boolean plainHttp,
      Duration deadline,
      RetryPolicy retryPolicy,
      boolean pacing,
      boolean logBodies) {}

  Transport(HttpUrl baseUrl, Credentials credentials, Settings settings) {
    this.baseUrl = baseUrl;
    this.credentials = credentials;
    this.settings = settings;
    this.failures = new Failures(baseUrl, credentials, settings.client());
    this.log = new AttemptLog(credentials, settings.logBodies());
    this.pacer = settings.pacing() ? new Pacer() : null;
    this.hasForeignInterceptors =
        !settings.client().interceptors().isEmpty()
            || !settings.client().networkInterceptors().isEmpty();
    this.client =
        safe(settings.client())
            .addInterceptor(this::readAnswer)
            .addNetworkInterceptor(this::send)
            .build();
    this.clientApart = client.newBuilder().connectionPool(new ConnectionPool()).build();
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
  static OkHttpClient.Builder safe(OkHttpClient client) {
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
    boolean apart = isInDoubt();
    return (apart ? clientApart : client)
        .newCall(
            request
                .newBuilder()
                .method(request.method(), body == null ? null : new OneShotBody(body))
                .tag(InFlight.class, new InFlight(apart))
                .build());
  }

  /** Returns whether a request that was made a while ago should go over another connection. */
  boolean isOutdated(Request request) {
    return isInDoubt() && !InFlight.of(request).apart;
  }

  /**
   * Makes one attempt to send a request.
   *
   * <p>Fails only for want of memory before anything is sent: whatever else happens is in the
   * attempt that it returns.
   */
  <T> Attempt<T> send(
      retrofit2.Call<T> call,
      int number,
      Secret secret,
      @Nullable Headers headers,
      Patience patience) {
    InFlight inFlight = InFlight.of(call.request());
    long began = System.nanoTime();
    long time = time(patience);
    call.timeout().timeout(time + Math.min(LONGEST_MARGIN, time / 20), TimeUnit.NANOSECONDS);
    T body = null;
    Throwable error = null;
    inFlight.begin(call, secret, headers, began + time);
    try {
      retrofit2.Response<T> response = call.execute();
      if (inFlight.wire == null) {
        error = new MadeUpAnswerException(response.code());
      } else if (inFlight.wire.isSuccessful()) {
        body = response.body();
        error = response.isSuccessful() ? null : new MadeUpAnswerException(response.code());
      }
    } catch (VirtualMachineError e) {
      if (!inFlight.sent) {
        throw e;
      }
      error = e; // A large or deep answer can cause it, after the call was logged.
    } catch (Throwable e) { // Of any type: how far it got says what became of the call.
      error = e;
    } finally {
      inFlight.stop();
    }
    Answer answer = inFlight.answer;
    if (answer == null && inFlight.wire != null) {
      answer = Answer.withoutBody(inFlight.wire, error instanceof IOException e ? e : null);
    }
    if (inFlight.isShared() && (isTimeOut(error) || isTimeOut(answer))) {
      doubtUntil = System.nanoTime() + DOUBT;
    }
    return new Attempt<>(
        number, Duration.ofNanos(System.nanoTime() - began), inFlight.sent, answer, body, error);
  }

  /** Returns how many nanoseconds an attempt may take. */
  private long time(Patience patience) {
    long left = Math.max(1, patience.left()); // Zero would be no limit.
    long own = TimeUnit.MILLISECONDS.toNanos(client.callTimeoutMillis());
    return own > 0 ? Math.min(own, left) : left;
  }

  private static boolean isTimeOut(@Nullable Answer answer) {
    return answer != null && isTimeOut(answer.failure());
  }

  private static boolean isTimeOut(@Nullable Throwable error) {
    return error instanceof InterruptedIOException;
  }

  /**
   * Returns whether the connections that all calls share may be dead.
   *
   * <p>OkHttp asks an HTTP/2 connection on which nothing came whether it is still there, and waits
   * a second for its answer before it gives the connection up. Calls that begin meanwhile would be
   * lost on it.
   */
  private boolean isInDoubt() {
    long until = doubtUntil;
    return until != 0 && System.nanoTime() - until < 0;
  }

  Duration deadline() {
    return settings.deadline();
  }

  RetryPolicy retryPolicy() {
    return settings.retryPolicy();
  }

  /** Returns what proves who sends the next attempt. */
  Secret secret(Patience patience) throws Stopped, CredentialsFault {
    return credentials.secret(patience, settings.client());
  }

  /** Takes note that Close refused a secret. */
  void reject(Secret secret) {
    credentials.reject(secret);
  }

  Failures failures() {
    return failures;
  }

  /** Returns what a call has that begins now. */
  Patience patience(Duration deadline) {
    return new Patience(deadline, waits, () -> closed);
  }

  /**
   * Waits until the rate limit allows an attempt.
   *
   * @param again whether the call was attempted before
   * @return whether there was something to wait for
   */
  boolean hold(Patience patience, boolean again) throws Stopped {
    patience.check("");
    if (pacer == null) {
      return false;
    }
    String when = "while waiting until the rate limit allows it";
    try {
      long before = patience.left();
      if (pacer.begin(patience, again)) {
        return before - patience.left() > TimeUnit.MILLISECONDS.toNanos(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    patience.check(when);
    throw patience.expired(when);
  }

  /** Has all calls that wait look whether they still should. */
  void wake() {
    waits.wake();
    if (pacer != null) {
      pacer.wake();
    }
  }

  /** Runs after each attempt, however it ended. */
  void ended(Request request, Attempt<?> attempt, Next next) {
    if (pacer != null) {
      pacer.ended(attempt, next);
    }
    if (closed) {
      evictOwn(); // A call that close() met half-way returns its connection late.
    }
    log.ended(request, attempt, next);
  }

  /** Ends the calls under way, closes the connections and refuses further calls. */
  void close() {
    closed = true;
    client.dispatcher().cancelAll();
    wake();
    evictOwn();
  }

  private void evictOwn() {
    clientApart.connectionPool().evictAll();
    if (settings.ownsClient()) {
      client.connectionPool().evictAll();
    }
  }

  /** Runs around everything: what follows works on a body that is here and not too large. */
  private Response readAnswer(Interceptor.Chain chain) throws IOException {
    InFlight inFlight = InFlight.of(chain.call().request());
    Response response =
        within(inFlight.end, chain).proceed(with(inFlight.headers, chain.request()));
    if (inFlight.wire == null) {
      response.close();
      throw new MadeUpAnswerException(response.code());
    }
    int status = inFlight.wire.code(); // Interceptors can change it, which logs no call.
    Answer answer =
        Answer.read(
            response.code() == status ? response : response.newBuilder().code(status).build());
    inFlight.answer = answer;
    Connection connection = inFlight.connection();
    if (connection != null) {
      idleConnections.used(connection);
    }
    return response.newBuilder().body(answer.body(response.body().contentType())).build();
  }

  private static Request with(@Nullable Headers headers, Request request) {
    if (headers == null) {
      return request;
    }
    Request.Builder builder = request.newBuilder();
    for (int i = 0; i < headers.size(); i++) {
      builder.header(headers.name(i), headers.value(i));
    }
    return builder.build();
  }

  /**
   * Has a silence end with the attempt, not with its connection.
   *
   * <p>OkHttp doubts an HTTP/2 connection only after a time-out of this kind; cut off by that of
   * the whole call, which comes a little later, it would use a dead one for ever.
   */
  private static Interceptor.Chain within(long end, Interceptor.Chain chain) {
    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    int limit = (int) Math.max(1, Math.min(left, Integer.MAX_VALUE));
    Interceptor.Chain limited = chain;
    if (chain.readTimeoutMillis() == 0 || chain.readTimeoutMillis() > limit) {
      limited = limited.withReadTimeout(limit, TimeUnit.MILLISECONDS);
    }
    // That of a write would close a TLS socket, which waits for the write, on the one thread that
    // ends all time-outs of OkHttp; that of the whole call closes the socket below it.
    return limited.withWriteTimeout(0, TimeUnit.MILLISECONDS);
  }

  /** Runs once a connection stands, last before the request is written to it. */
  private Response send(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    if (closed || Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException(closed ? "The client was closed" : "interrupted");
    }
    InFlight inFlight = InFlight.of(chain.call().request());
    if (inFlight.sent) {
      throw new ProtocolException("The request would be sent a second time");
    }
    boolean toBase = isSameOrigin(request.url(), baseUrl);
    if (!toBase || !settings.plainHttp()) {
      checkWire(chain);
    }
    Connection connection = Objects.requireNonNull(chain.connection());
    if (InFlight.isHttp2(connection)) {
      // Headers and body are written apart: by Nagle's algorithm the body would wait for an answer
      // to the headers, which TCP delays by some 40 ms.
      connection.socket().setTcpNoDelay(true);
    } else if (idleConnections.isDead(connection)) {
      connection.socket().close(); // Nothing that it brings can be trusted.
      throw new StaleConnectionException();
    }
    Secret secret = inFlight.secret;
    Request signed =
        toBase && secret != null
            ? request.newBuilder().header("Authorization", secret.authorization()).build()
            : request;
    inFlight.send(connection);
    try {
      Response response = chain.proceed(signed);
      inFlight.wire = response;
      // Interceptors of the user find the request in the answer, but not with the credential.
      return hasForeignInterceptors ? response.newBuilder().request(request).build() : response;
    } catch (IOException e) {
      inFlight.sent = !isCertainlyUnprocessed(e);
      throw e;
    }
  }

  /** Keeps secrets off a proxy, and off a name service that sends localhost elsewhere. */
  static void checkWire(Interceptor.Chain chain) throws IOException {
    if (!chain.request().isHttps()
        && !isWithinThisMachine(Objects.requireNonNull(chain.connection()))) {
      throw new IOException(
          "Plain http is for this machine only, and for no proxy: what is sent could be read");
    }
  }

  private static boolean isWithinThisMachine(Connection connection) {
    return connection.route().proxy().type() == Proxy.Type.DIRECT
        && connection.socket().getInetAddress().isLoopbackAddress();
  }

  /**
   * Whether an HTTP/2 server did not, and will not, process a request.
   *
   * <p>Either its connection was closing and took no stream any more, after which OkHttp takes
   * another connection by itself, or the stream was refused, or left out by a GOAWAY, which OkHttp
   * reports the same (RFC 9113, section 8.7). The types of these exceptions are not public.
   */
  private static boolean isCertainlyUnprocessed(IOException e) {
    return switch (e.getClass().getName()) {
      case "okhttp3.internal.http2.ConnectionShutdownException" -> true;
      case "okhttp3.internal.http2.StreamResetException" ->
          "stream was reset: REFUSED_STREAM".equals(e.getMessage());
      default -> false;
    };
  }

  static boolean isSameOrigin(HttpUrl url, HttpUrl other) {
    return url.scheme().equals(other.scheme())
        && url.host().equals(other.host())
        && url.port() == other.port();
  }
}
