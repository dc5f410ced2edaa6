package io.github.closecalls;

import com.squareup.moshi.Moshi;
import io.github.closecalls.model.ModelJsonAdapterFactory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.util.Objects;
import okhttp3.Call;
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
 * Sends requests at most once, and says of each what became of it.
 *
 * <p>The guarantees hold for any OkHttpClient that it is given, since they are settings and
 * interceptors put on top of it. Safe to share between threads.
 */
final class Transport implements Call.Factory {
  private final HttpUrl baseUrl;
  private final Credentials credentials;
  private final OkHttpClient client;
  private final Retrofit retrofit;
  private volatile boolean closed;

  Transport(HttpUrl baseUrl, Credentials credentials, OkHttpClient client) {
    this.baseUrl = baseUrl;
    this.credentials = credentials;
    OkHttpClient.Builder builder = client.newBuilder();
    if (!baseUrl.isHttps()) {
      // Plain http is for this machine: a proxy would take the credential off it.
      builder.proxy(Proxy.NO_PROXY);
    }
    this.client =
        builder
            // Lets OkHttp try the next address of a host; a one-shot body is never sent again.
            .retryOnConnectionFailure(true)
            .followRedirects(false)
            .followSslRedirects(false)
            .addInterceptor(Transport::readAnswer)
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

  /** Returns an implementation of a generated interface, whose calls {@link #execute} takes. */
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
            .tag(Attempt.class, new Attempt(credentials.authorization()))
            .build());
  }

  /** Returns what the server answered with success, or throws a {@link CloseException}. */
  <T> T execute(retrofit2.Call<T> call) {
    Attempt attempt = attempt(call.request());
    Throwable error = null;
    try {
      if (closed) {
        throw new IOException("The client is closed");
      }
      T body = call.execute().body();
      if (body != null) {
        return body;
      }
    } catch (IOException | RuntimeException e) {
      error = e; // Of any type: what became of the call is known from how far the attempt got.
    } catch (StackOverflowError | OutOfMemoryError e) {
      if (!attempt.sent) {
        throw e;
      }
      error = e; // A large or deep answer can cause it, after the call was logged.
    } finally {
      if (closed) {
        client
            .connectionPool()
            .evictAll(); // A call that close() met half-way returns its own late.
      }
    }
    throw failure(attempt, error);
  }

  /** Ends the calls under way, closes the connections and refuses further calls. */
  void close() {
    closed = true;
    client.dispatcher().cancelAll();
    client.connectionPool().evictAll();
  }

  /** Runs around everything: what follows works on a body that is here and not too large. */
  private static Response readAnswer(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    Response response = chain.proceed(request);
    Answer answer = Answer.read(response);
    attempt(request).answer = answer;
    return response.newBuilder().body(answer.body(response.body().contentType())).build();
  }

  /** Runs once a connection stands, last before the request is written to it. */
  private Response send(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    if (closed || Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException(closed ? "The client was closed" : "interrupted");
    }
    Attempt attempt = attempt(request);
    if (attempt.sent) {
      // An interceptor of the user's own client may ask twice.
      throw new IOException("The request was sent already");
    }
    if (!request.isHttps() && !chain.connection().socket().getInetAddress().isLoopbackAddress()) {
      // A proxy, or a name service that sends localhost elsewhere.
      throw new IOException("Plain http is for this machine only");
    }
    attempt.sent = true;
    return chain.proceed(
        isBase(request.url())
            ? request.newBuilder().header("Authorization", attempt.authorization).build()
            : request);
  }

  private boolean isBase(HttpUrl url) {
    return url.scheme().equals(baseUrl.scheme())
        && url.host().equals(baseUrl.host())
        && url.port() == baseUrl.port();
  }

  private static Attempt attempt(Request request) {
    return Objects.requireNonNull(request.tag(Attempt.class));
  }

  private CloseException failure(Attempt attempt, @Nullable Throwable error) {
    Answer answer = attempt.answer;
    if (answer == null) {
      return unanswered(attempt, error);
    }
    Throwable cause = answer.failure() != null ? answer.failure() : error;
    Throwable shown = cause == null ? null : credentials.redact(cause);
    String body = credentials.redact(answer.text());
    return answer.isSuccess()
        ? new UnreadableAnswerException(
            unreadable(answer, body, cause), answer.status(), body, shown)
        : ApiException.of(answer.status(), body, baseUrl.toString(), shown);
  }

  private String unreadable(Answer answer, String body, @Nullable Throwable cause) {
    String fault;
    if (answer.isCutOff()) {
      fault = "is longer than " + Answer.MAX_SUCCESS_BYTES + " bytes";
    } else if (body.isBlank()) {
      fault = "is empty" + (cause == null ? "" : " (" + text(cause) + ")");
    } else if (cause == null) {
      fault = "is null";
    } else {
      fault = "could not be read (" + text(cause) + "): " + Answer.excerpt(body);
    }
    return "The server took the call: it answered with status "
        + answer.status()
        + ". But the body of the answer "
        + fault
        + ". Do not log the call again before you looked it up in Close; if it is not there, check the"
        + " base URL "
        + baseUrl
        + ".";
  }

  private TransportException unanswered(Attempt attempt, @Nullable Throwable error) {
    String remedy = "Check that the host can be reached from here, then log the call again.";
    if (closed) {
      remedy = "Log calls before close(), or with a new client.";
    } else if (Thread.currentThread().isInterrupted()) {
      remedy = "The thread was interrupted: log the call again from one that is not.";
    }
    String reason = error == null ? "no answer" : text(error);
    return new TransportException(
        attempt.sent
            ? "No usable answer came from "
                + baseUrl
                + " to a request that was sent ("
                + reason
                + "). The call may have been logged: look in Close before you log it again."
            : "The call was not sent to " + baseUrl + " (" + reason + "). " + remedy,
        attempt.sent ? Delivery.UNKNOWN : Delivery.NOT_SENT,
        error == null ? null : credentials.redact(error));
  }

  private String text(Throwable error) {
    return Answer.excerpt(credentials.redact(error.toString()));
  }
}
