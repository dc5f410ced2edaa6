package io.github.closecalls;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import io.github.closecalls.json.Deviation;
import io.github.closecalls.json.JsonModel;
import io.github.closecalls.model.ModelJsonAdapterFactory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/**
 * Sends each request of a client at most once, and knows how far it got.
 *
 * <p>The guarantees hold for any OkHttpClient that it is given, since they are settings and
 * interceptors put on top of it. Safe to share between threads.
 */
final class Transport implements Call.Factory {
  /** How long an HTTP/2 connection can be silent until it counts as dead, in nanoseconds. */
  private static final long SILENCE = TimeUnit.MILLISECONDS.toNanos(100);

  /** How long to wait for connections to close. */
  private static final Duration CLOSING = Duration.ofSeconds(1);

  private final HttpUrl baseUrl;
  private final Credentials credentials;
  private final Settings settings;

  /** Whether code of the user is shown answers, and with them their requests. */
  private final boolean hasOnlookers;

  private final Retrofit retrofit;
  private final AttemptLog log;
  private final ConnectionHealth connections = new ConnectionHealth();
  private final WaitCondition condition = new WaitCondition();

  /** The attempts under way, by the request that OkHttp was given for each. */
  private final Map<Request, InFlight<?>> underWay = new ConcurrentHashMap<>();

  private final @Nullable Pacer pacer;

  /** What sends the next request; another one once its connections are not to be trusted. */
  private volatile OkHttpClient client;

  private volatile boolean closed;

  /**
   * The settings of a client.
   *
   * @param ownsClient whether the connections are this library's to close
   * @param plainHttp whether the base URL may be reached without TLS, on any host
   * @param headers what the user adds to each request
   */
  record Settings(
      Sender sender,
      boolean ownsClient,
      boolean plainHttp,
      int maxConcurrency,
      Duration deadline,
      RetryPolicy retryPolicy,
      OptionalDouble pacing,
      boolean logBodies,
      @Nullable Headers headers) {
    OkHttpClient client() {
      return sender.client();
    }
  }

  Transport(HttpUrl baseUrl, Credentials credentials, Settings settings) {
    this.baseUrl = baseUrl;
    this.credentials = credentials;
    this.settings = settings;
    this.log = new AttemptLog(credentials, settings.logBodies());
    this.pacer = settings.pacing().isPresent() ? new Pacer(settings.pacing().getAsDouble()) : null;
    OkHttpClient safe = SafeOkHttp.client(settings.client()).build();
    this.hasOnlookers =
        !safe.interceptors().isEmpty()
            || !safe.networkInterceptors().isEmpty()
            || safe.proxyAuthenticator() != Authenticator.NONE;
    this.client =
        safe.newBuilder()
            .addInterceptor(this::readAnswer)
            .addNetworkInterceptor(this::send)
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

  /** Returns an implementation of a generated interface, whose calls an {@link Exchange} runs. */
  <T> T create(Class<T> api) {
    return retrofit.create(api);
  }

  @Override
  public Call newCall(Request request) {
    return client.newCall(request);
  }

  /**
   * Prepares an attempt to send a request.
   *
   * @throws JsonDataException if there is no JSON for it
   */
  <T> InFlight<T> prepare(retrofit2.Call<T> call) {
    // If it changes meanwhile, the attempt is taken for an outdated one, which does no harm.
    OkHttpClient client = this.client;
    Request unused = call.request(); // Writes the JSON, which the attempt takes as it is.
    return new InFlight<>(client, call);
  }

  /** Prepares another attempt to send the same request. */
  <T> InFlight<T> again(InFlight<T> inFlight) {
    return prepare(inFlight.call.clone());
  }

  /** Returns whether a request was made for connections that are not to be trusted any more. */
  boolean isOutdated(InFlight<?> inFlight) {
    return inFlight.client != client;
  }

  /**
   * Makes one attempt to send a request.
   *
   * <p>Fails only if memory runs out before anything is sent: whatever else happens is in the
   * attempt that it returns.
   */
  <T> Attempt<T> send(
      InFlight<T> inFlight,
      int number,
      Secret secret,
      @Nullable Headers headers,
      Patience patience) {
    retrofit2.Call<T> call = inFlight.call;
    Request request = inFlight.request();
    long began = System.nanoTime();
    long time = time(patience);
    call.timeout().timeout(time, TimeUnit.NANOSECONDS);
    T body = null;
    Throwable error = null;
    inFlight.begin(secret, headers, began + time);
    try {
      underWay.put(request, inFlight);
      retrofit2.Response<T> response = call.execute();
      if (inFlight.wire == null) {
        error = new MadeUpAnswerException(response.code());
      } else if (inFlight.wire.isSuccessful()) {
        body = response.body();
        error = response.isSuccessful() ? null : new MadeUpAnswerException(response.code());
        if (body instanceof JsonModel model && !isUsable(model, inFlight.answer)) {
          body = null;
          error = new JsonDataException(deviations(model));
        }
      }
    } catch (VirtualMachineError e) {
      if (!inFlight.sent) {
        throw e;
      }
      error = e; // A large or deep answer can cause it, after the call was logged.
    } catch (Throwable e) { // Of any type: how far it got says what became of the call.
      error = e;
    } finally {
      underWay.remove(request);
      inFlight.end();
    }
    Answer answer = inFlight.answer;
    if (answer == null && inFlight.wire != null) {
      answer = Answer.withoutBody(inFlight.wire, error instanceof IOException e ? e : null);
    }
    if (error != null || (answer != null && answer.failure() != null)) {
      boolean waited = isTimeOut(error) || call.isCanceled();
      call.cancel(); // An interceptor can have left it on another thread.
      failed(inFlight, began, waited || (answer != null && isTimeOut(answer.failure())));
    }
    return new Attempt<>(
        number,
        began,
        Duration.ofNanos(System.nanoTime() - began),
        inFlight.sent,
        answer,
        body,
        error);
  }

  /**
   * Returns whether an answer is the call that was logged: as the contract says, or else by its own
   * words.
   *
   * <p>Any JSON object can be read as a model, such as what a captive portal says.
   */
  private static boolean isUsable(JsonModel read, @Nullable Answer answer) {
    List<Deviation> deviations = read.deviations();
    return deviations.isEmpty()
        || (answer != null
            && answer.showsCall()
            && deviations.stream().noneMatch(deviation -> deviation.pointer().equals("/id")));
  }

  private static String deviations(JsonModel read) {
    return read.deviations().stream()
        .map(Deviation::toString)
        .collect(Collectors.joining("; ", "It is not what the contract says: ", ""));
  }

  /** Returns how many nanoseconds an attempt may take. */
  private long time(Patience patience) {
    long left = Math.max(1, patience.left()); // Zero would be no limit.
    long own = TimeUnit.MILLISECONDS.toNanos(client.callTimeoutMillis());
    return own > 0 ? Math.min(own, left) : left;
  }

  private static boolean isTimeOut(@Nullable Throwable error) {
    return error instanceof InterruptedIOException;
  }

  /**
   * Draws from an attempt without a whole answer what it says of its connection.
   *
   * @param waited whether it was given up, and did not end by itself
   */
  private void failed(InFlight<?> inFlight, long began, boolean waited) {
    Connection connection = inFlight.connection();
    if (connection == null) {
      return;
    }
    if (!InFlight.isHttp2(connection)) {
      connections.lost(connection); // OkHttp closes it.
    } else if (waited
        && System.nanoTime() - began > SILENCE
        && connections.isSilentSince(began, connection)) {
      distrust(inFlight.client);
    }
  }

  /**
   * Has the next calls use other connections than those of a client.
   *
   * <p>One of HTTP/2 on which an attempt came to nothing is not closed, as others may be under way
   * on it; but if nothing came over it since the attempt began, no more are lost on it. That takes
   * a pool of its own: OkHttp has no way to take a connection out of one.
   */
  private void distrust(OkHttpClient distrusted) {
    synchronized (condition) {
      if (client == distrusted) {
        client =
            distrusted
                .newBuilder()
                .connectionPool(SafeOkHttp.pool(settings.maxConcurrency()))
                .build();
        evictOwn(distrusted);
      }
    }
  }

  Duration deadline() {
    return settings.deadline();
  }

  RetryPolicy retryPolicy() {
    return settings.retryPolicy();
  }

  /** Returns what proves who sends the next attempt. */
  Secret secret(Patience patience) throws CallStoppedException, NoCredentialException {
    return credentials.secret(patience, settings.sender());
  }

  /** Takes note that Close refused a secret. */
  void reject(Secret secret) {
    credentials.reject(secret);
  }

  Credentials credentials() {
    return credentials;
  }

  /** Returns what makes the exceptions, whose classes a call that succeeds does not pay for. */
  ExceptionFactory exceptions() {
    return new ExceptionFactory(baseUrl, credentials, settings.client());
  }

  /** Returns what a call has that begins now. */
  Patience patience(Duration deadline) {
    return new Patience(deadline, condition, () -> closed);
  }

  /**
   * Waits until the rate limit allows an attempt.
   *
   * @param again whether the call was attempted before
   * @return whether there was something to wait for
   */
  boolean hold(Patience patience, boolean again) throws CallStoppedException {
    patience.check("");
    if (pacer == null) {
      return false;
    }
    String when = "while waiting for the rate limit";
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

  /** Returns whether attempts are held back, so that a refusal is not the fault of the call. */
  boolean isPaced() {
    return pacer != null;
  }

  /** Runs in place of {@link #ended} if an attempt that was not held any more was not made. */
  void notMade() {
    if (pacer != null) {
      pacer.ended(System.nanoTime(), null);
    }
  }

  /** Has all calls that wait look whether they still should. */
  void wake() {
    condition.wake();
    if (pacer != null) {
      pacer.wake();
    }
  }

  /** Runs after each attempt, however it ended. */
  void ended(Attempt<?> attempt) {
    if (pacer != null) {
      pacer.ended(attempt.began(), attempt.answer());
    }
    if (closed) {
      evictOwn(client); // A call that close() met half-way returns its connection late.
    }
  }

  /** Writes a line about an attempt, once it is known what follows it. */
  void log(Request request, Attempt<?> attempt, Next next) {
    log.ended(request, attempt, next);
  }

  /** Ends the calls under way, closes the connections and refuses further calls. */
  void close() {
    closed = true;
    client.dispatcher().cancelAll();
    wake();
    Thread eviction = evictOwn(client);
    if (eviction != null) {
      try {
        eviction.join(CLOSING.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Closes the idle connections of a client, on a thread of their own.
   *
   * <p>Before a TLS socket closes, it waits for the end of a write, such as that of an answer to a
   * ping, and so for a server that does not read.
   *
   * @return the thread; null if there is nothing to close
   */
  private @Nullable Thread evictOwn(OkHttpClient client) {
    ConnectionPool pool = client.connectionPool();
    boolean own = settings.ownsClient() || pool != settings.client().connectionPool();
    if (!own || pool.connectionCount() == 0) {
      return null;
    }
    try {
      Thread eviction = new Thread(pool::evictAll, "close-calls-eviction");
      eviction.setDaemon(true);
      eviction.start();
      return eviction;
    } catch (OutOfMemoryError e) { // No thread can be had: OkHttp closes them after a while.
      return null;
    }
  }

  /** Runs around everything: what follows works on a body that is here and not too large. */
  private Response readAnswer(Interceptor.Chain chain) throws IOException {
    InFlight<?> inFlight = underWay(chain);
    Response response = chain.proceed(complete(chain.request(), inFlight));
    if (inFlight.wire == null) {
      response.close();
      throw new MadeUpAnswerException(response.code());
    }
    int status = inFlight.wire.code(); // Interceptors can change it, which logs no call.
    Answer answer =
        Answer.read(
            response.code() == status ? response : response.newBuilder().code(status).build());
    // Parsed for nobody else: what decodes the answer knows what it is.
    MediaType type = hasOnlookers ? response.body().contentType() : null;
    ResponseBody body = answer.body(type);
    inFlight.answer = answer; // After its body was copied, which another thread may let it forget.
    Connection connection = inFlight.connection();
    if (connection != null && answer.failure() == null) {
      connections.answered(connection);
      if (response.protocol() == Protocol.HTTP_1_0) {
        connection.socket().close(); // Such a server closes it, whether or not it says so.
      }
    }
    return response.newBuilder().body(body).build();
  }

  /** Returns the attempt that an interceptor is run for, whatever request it is given. */
  private InFlight<?> underWay(Interceptor.Chain chain) throws ProtocolException {
    InFlight<?> inFlight = underWay.get(chain.call().request());
    if (inFlight == null) {
      throw tooLate(); // An interceptor of the user proceeds on another thread.
    }
    return inFlight;
  }

  private static ProtocolException tooLate() {
    return new ProtocolException("The request would be sent a second time, or too late");
  }

  /** Returns a request that is sent once, with the headers of this library and of the user. */
  private Request complete(Request request, InFlight<?> inFlight) {
    RequestBody body = request.body();
    Request.Builder builder =
        request.newBuilder().method(request.method(), body == null ? null : new OneShotBody(body));
    settings.sender().userAgent().addTo(builder, request);
    if (BaseUrl.isSameOrigin(request.url(), baseUrl)) {
      add(settings.headers(), builder); // They can be secrets, which no other origin may have.
    }
    add(inFlight.headers, builder);
    if (!hasOnlookers) {
      authorize(builder, request, inFlight); // A request is not made once more only for that.
    }
    return builder.build();
  }

  private static void add(@Nullable Headers headers, Request.Builder builder) {
    for (int i = 0; headers != null && i < headers.size(); i++) {
      builder.header(headers.name(i), headers.value(i));
    }
  }

  /** Proves to Close, and to nobody else, who sends a request. */
  private Request.Builder authorize(
      Request.Builder builder, Request request, InFlight<?> inFlight) {
    Secret secret = inFlight.secret;
    return secret != null && BaseUrl.isSameOrigin(request.url(), baseUrl)
        ? builder.header("Authorization", secret.authorization())
        : builder;
  }

  /** Runs once a connection stands, last before the request is written to it. */
  private Response send(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    if (closed || Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException(closed ? "The client was closed" : "interrupted");
    }
    InFlight<?> inFlight = underWay(chain);
    if (!settings.plainHttp() || !BaseUrl.isSameOrigin(request.url(), baseUrl)) {
      SafeOkHttp.checkWire(chain);
    }
    Connection connection = Objects.requireNonNull(chain.connection());
    if (InFlight.isHttp2(connection)) {
      // Headers and body are written apart: by Nagle's algorithm the body would wait for an answer
      // to the headers, which TCP delays by some 40 ms.
      connection.socket().setTcpNoDelay(true);
    } else if (connections.isStale(connection)) {
      connection.socket().close(); // Nothing that it brings can be trusted.
      throw new StaleConnectionException();
    }
    Request signed =
        hasOnlookers ? authorize(request.newBuilder(), request, inFlight).build() : request;
    if (!inFlight.send(connection)) {
      throw tooLate();
    }
    long sentAt = System.nanoTime();
    try {
      Response response = chain.proceed(signed);
      if (!InFlight.isHttp2(connection) && ConnectionHealth.isUnreadSince(sentAt, connection)) {
        connection.socket().close();
        throw new ProtocolException("The answer came before the request was sent");
      }
      inFlight.wire = response;
      // They find the request in the answer, but not with the credential.
      return hasOnlookers ? response.newBuilder().request(request).build() : response;
    } catch (IOException e) {
      inFlight.sent = !SafeOkHttp.isCertainlyUnprocessed(e);
      throw e;
    }
  }
}
