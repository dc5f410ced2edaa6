package io.github.closecalls.faults;

import static io.github.closecalls.faults.Fault.ofConnection;
import static io.github.closecalls.faults.Fault.ofRequest;
import static io.github.closecalls.faults.Ledger.Fate.ACCEPTED;
import static io.github.closecalls.faults.Ledger.Fate.EITHER;
import static io.github.closecalls.faults.Ledger.Fate.LOST;
import static io.github.closecalls.faults.Outcome.BAD_REQUEST;
import static io.github.closecalls.faults.Outcome.FAILED;
import static io.github.closecalls.faults.Outcome.LOGGED;
import static io.github.closecalls.faults.Outcome.NOT_FOUND;
import static io.github.closecalls.faults.Outcome.NOT_SENT;
import static io.github.closecalls.faults.Outcome.NO_ANSWER;
import static io.github.closecalls.faults.Outcome.UNAUTHORIZED;
import static io.github.closecalls.faults.Outcome.UNPROVEN;
import static io.github.closecalls.faults.Outcome.UNREADABLE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.closecalls.faults.Fault.Action;
import io.github.closecalls.faults.FaultServer.Protocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** All that is known to go wrong between a client and Close. */
final class Faults {
  /** The properties that the contract requires of an answer, and one that it does not list. */
  static final String CALL =
      CompleteAnswer.of(
          """
          {"_type": "Call", "activity_at": "2013-02-01T00:51:33+00:00", "contact_id": null,
           "created_by": null, "date_created": "2014-05-22T17:39:04.509000+00:00",
           "date_updated": "2014-05-22T17:39:04.509000+00:00", "id": "acti_1", "lead_id": "lead_1",
           "organization_id": "orga_1", "outcome_id": null, "source": "External",
           "status": "completed", "updated_by": null, "user_id": null, "users": [], "cost": "0"}
          """);

  private static final String JSON = "Content-Type: application/json";
  private static final String RESET_SOON = "RateLimit: limit=100, remaining=0, reset=0.001";

  static final Fault GOOD =
      ofRequest("200, as it should be", LOGGED, ACCEPTED, x -> x.answer(200, CALL, JSON));

  static final Fault BAD = answer("400, error", BAD_REQUEST, 400, "{\"error\": \"No.\"}");

  /** Makes the next attempt a second one, on the same connection. */
  static final Fault LIMITED = answer("429, again at once", Outcome.REFUSED, 429, "", RESET_SOON);

  /** Makes the next attempt a second one, on a new connection. */
  static final Fault LIMITED_AND_CLOSED =
      ofRequest(
          "429, again at once on a new connection",
          Outcome.REFUSED,
          Ledger.Fate.REFUSED,
          x -> {
            x.lastOnConnection();
            x.answer(429, "", RESET_SOON);
            x.drop();
          });

  private static final String HTML = "<!DOCTYPE html><html><body>Bad gateway</body></html>";

  /** Whose answers the buffers of two sockets do not hold. */
  private static final int PINGS = 4 * FaultyNetwork.BUFFER / 17;

  private static final int ENDLESS = 12 << 20; // More than the limit, less than OkHttp's window.

  private Faults() {}

  static List<Fault> all() {
    List<Fault> all = new ArrayList<>();
    all.add(GOOD);
    all.addAll(beforeTheRequest());
    all.addAll(duringTheRequest());
    all.addAll(duringTheAnswer());
    all.addAll(afterTheAnswer());
    all.addAll(informational());
    all.addAll(unreadableSuccess());
    all.addAll(strangeSuccess());
    all.addAll(redirects());
    all.addAll(refusals());
    all.addAll(rateLimits());
    all.addAll(failures());
    all.addAll(streams());
    return all;
  }

  static List<Fault> beforeTheRequest() {
    return List.of(
        ofConnection("DNS failure", Stage.DNS_FAILURE),
        ofConnection("connection refused", Stage.REFUSED),
        ofConnection("connect time-out", Stage.CONNECT_TIMEOUT),
        ofConnection("TLS: closed at once", Stage.CLOSED_AT_ONCE)
            .only(Protocol.HTTP_1_TLS, Protocol.HTTP_2),
        ofConnection("TLS: answered with something else", Stage.NOT_TLS),
        ofConnection("TLS: not answered", Stage.TLS_STALL).untilDeadline().notAgain(),
        ofConnection("TLS: certificate of another host", Stage.WRONG_HOST),
        ofConnection("TLS: certificate of an unknown authority", Stage.UNKNOWN_AUTHORITY));
  }

  static List<Fault> duringTheRequest() {
    return List.of(
        ofRequest("drop before the request is read", NO_ANSWER, LOST, ServerExchange::tear)
            .incomplete(),
        ofRequest("stall before the request", NO_ANSWER, LOST, ServerExchange::hang)
            .incomplete()
            .untilDeadline(),
        ofRequest("stall before a large request", NO_ANSWER, LOST, ServerExchange::hang)
            .incomplete()
            .untilDeadline()
            .ofLargeCall()
            .only(Protocol.HTTP_1, Protocol.HTTP_1_TLS, Protocol.HTTP_2),
        ofRequest(
                "drop after half of the body",
                NO_ANSWER,
                LOST,
                x -> {
                  x.receiveHalf();
                  x.drop();
                })
            .incomplete(),
        ofRequest(
                "drop after half of a large body",
                NO_ANSWER,
                LOST,
                x -> {
                  x.receiveHalf();
                  x.tear();
                })
            .incomplete()
            .ofLargeCall(),
        ofRequest(
            "drop after the whole body", NO_ANSWER, EITHER, receivedThen(ServerExchange::drop)),
        ofRequest(
            "TCP reset after the whole body",
            NO_ANSWER,
            EITHER,
            receivedThen(ServerExchange::tear)),
        ofRequest("stall before the answer", NO_ANSWER, EITHER, receivedThen(ServerExchange::hang))
            .untilDeadline());
  }

  /** What a server does once it has answered, to the connection that the next call would use. */
  static List<Fault> afterTheAnswer() {
    return List.of(
        ofRequest(
            "200, then the connection is closed without a word",
            LOGGED,
            ACCEPTED,
            x -> {
              x.answer(200, CALL, JSON);
              x.drop();
            }),
        ofRequest(
                "200, then the connection is half-closed",
                LOGGED,
                ACCEPTED,
                x -> {
                  x.answer(200, CALL, JSON);
                  x.halfClose();
                })
            .only(Protocol.HTTP_1, Protocol.HTTP_1_TLS));
  }

  static List<Fault> duringTheAnswer() {
    return List.of(
        ofRequest(
            "half of the headers",
            NO_ANSWER,
            ACCEPTED,
            receivedThen(
                x -> {
                  x.halfOfHead(200);
                  x.drop();
                })),
        ofRequest(
                "half of the headers, then a stall",
                NO_ANSWER,
                ACCEPTED,
                receivedThen(
                    x -> {
                      x.halfOfHead(200);
                      x.hang();
                    }))
            .untilDeadline(),
        ofRequest("headers without end", NO_ANSWER, ACCEPTED, receivedThen(Faults::endlessHeaders))
            .only(Protocol.HTTP_1),
        ofRequest(
                "pings whose answers nobody reads",
                NO_ANSWER,
                ACCEPTED,
                receivedThen(
                    x -> {
                      x.ping(PINGS);
                      x.hang();
                    }))
            .untilDeadline()
            .only(Protocol.HTTP_2, Protocol.HTTP_2_PRIOR_KNOWLEDGE),
        ofRequest("an answer that is not HTTP", NO_ANSWER, EITHER, raw("SSH-2.0-Open\r\n"))
            .only(Protocol.HTTP_1),
        ofRequest("half of the body", UNREADABLE, ACCEPTED, halfOfBody(200, ServerExchange::drop)),
        ofRequest(
                "half of the body, then a stall",
                UNREADABLE,
                ACCEPTED,
                halfOfBody(200, ServerExchange::hang))
            .untilDeadline(),
        ofRequest(
            "half of the body of 400",
            BAD_REQUEST,
            Ledger.Fate.REFUSED,
            halfOfBody(400, ServerExchange::drop)),
        ofRequest("half of the body of 500", FAILED, EITHER, halfOfBody(500, ServerExchange::drop)),
        ofRequest(
            "Content-Length too large",
            LOGGED,
            ACCEPTED,
            receivedThen(
                x -> {
                  x.head(200, JSON, "Content-Length: 100000");
                  x.body(CALL.getBytes(UTF_8));
                  x.end();
                  x.drop();
                })),
        ofRequest("Content-Length too small", UNREADABLE, ACCEPTED, contentLength("100"))
            .http2(UNPROVEN),
        ofRequest("Content-Length that is no number", LOGGED, ACCEPTED, contentLength("many")),
        ofRequest("Content-Length below zero", LOGGED, ACCEPTED, contentLength("-1")),
        ofRequest("a body without end", UNPROVEN, ACCEPTED, endless(200)),
        ofRequest("a body of 500 without end", FAILED, EITHER, endless(500)),
        ofRequest(
                "a body that drips past the deadline",
                UNPROVEN,
                ACCEPTED,
                receivedThen(
                    x -> {
                      x.head(200, JSON);
                      drip(x);
                    }))
            .untilDeadline(),
        ofRequest(
                "headers that drip past the deadline",
                NO_ANSWER,
                EITHER,
                receivedThen(Faults::dripHeaders))
            .only(Protocol.HTTP_1)
            .untilDeadline());
  }

  static List<Fault> informational() {
    return List.of(
        ofRequest("100, then 200", LOGGED, ACCEPTED, informational(100)),
        ofRequest("103, then 200", LOGGED, ACCEPTED, informational(103)),
        ofRequest("103 twice, then 200", NO_ANSWER, ACCEPTED, informational(103, 103))
            .http2(FAILED),
        ofRequest(
                "103 and nothing more",
                NO_ANSWER,
                EITHER,
                receivedThen(
                    x -> {
                      x.informational(103);
                      x.hang();
                    }))
            .untilDeadline(),
        ofRequest("103 that ends the stream", NO_ANSWER, EITHER, receivedThen(x -> x.head(103)))
            .only(Protocol.HTTP_2)
            .untilDeadline(),
        ofRequest(
                "101",
                FAILED,
                EITHER,
                receivedThen(
                    x -> {
                      x.informational(101);
                      x.drop();
                    }))
            .only(Protocol.HTTP_1));
  }

  static List<Fault> unreadableSuccess() {
    return List.of(
        unproven("204", 204, ""),
        ofRequest(
                "204 with a body",
                NO_ANSWER,
                ACCEPTED,
                receivedThen(
                    x -> {
                      x.reply(204, CALL.getBytes(UTF_8), JSON);
                      x.drop();
                    }))
            .only(Protocol.HTTP_1),
        unproven("200, empty", 200, ""),
        unproven("200, null", 200, "null"),
        unproven("200, HTML", 200, HTML),
        unproven("200, a list", 200, "{\"data\": [" + CALL + "], \"has_more\": false}"),
        accepted("200, the id is missing", 200, CALL.replace("\"id\"", "\"identity\"")),
        accepted("200, half of the JSON", 200, CALL.substring(0, CALL.length() / 2)),
        accepted("200, nested 10,000 deep", 200, with("\"x\": " + nested(10_000))),
        ofRequest(
            "200, gzip that is broken",
            UNPROVEN,
            ACCEPTED,
            x -> x.answer(200, CALL, "Content-Encoding: gzip")),
        ofRequest(
            "200, gzip cut off",
            UNREADABLE,
            ACCEPTED,
            x -> {
              byte[] whole = gzip(CALL.getBytes(UTF_8));
              x.answer(200, Arrays.copyOf(whole, whole.length / 2), "Content-Encoding: gzip");
            }),
        ofRequest(
            "200, a gzip bomb",
            UNPROVEN,
            ACCEPTED,
            x -> x.answer(200, Bomb.BYTES, "Content-Encoding: gzip")),
        ofRequest(
            "500, a gzip bomb",
            FAILED,
            EITHER,
            x -> x.answer(500, Bomb.BYTES, "Content-Encoding: gzip")));
  }

  static List<Fault> strangeSuccess() {
    byte[] invalid = with("\"note\": \"?\"").getBytes(UTF_8);
    for (int i = 0; i < invalid.length; i++) {
      invalid[i] = invalid[i] == '?' ? (byte) 0xC3 : invalid[i];
    }
    return List.of(
        ofRequest("201", LOGGED, ACCEPTED, x -> x.answer(201, CALL, JSON)),
        ofRequest("202", LOGGED, ACCEPTED, x -> x.answer(202, CALL, JSON)),
        ofRequest(
            "200, a required property is missing",
            LOGGED,
            ACCEPTED,
            x -> x.answer(200, CALL.replace("\"_type\"", "\"type\""), JSON)),
        ofRequest(
            "200, gzip",
            LOGGED,
            ACCEPTED,
            x -> x.answer(200, gzip(CALL.getBytes(UTF_8)), "Content-Encoding: gzip", JSON)),
        ofRequest("200, invalid UTF-8", LOGGED, ACCEPTED, x -> x.answer(200, invalid, JSON)),
        ofRequest("200, BOM", LOGGED, ACCEPTED, x -> x.answer(200, "\uFEFF" + CALL, JSON)),
        ofRequest(
            "200, duplicate keys",
            LOGGED,
            ACCEPTED,
            x -> x.answer(200, with("\"id\": \"acti_2\", \"cost\": \"1\""), JSON)));
  }

  static List<Fault> redirects() {
    List<Fault> redirects = new ArrayList<>();
    for (int status : new int[] {300, 301, 302, 303, 304, 307, 308}) {
      boolean mayFollowSuccess = status >= 301 && status <= 303;
      redirects.add(
          ofRequest(
              Integer.toString(status),
              mayFollowSuccess ? FAILED : Outcome.REFUSED,
              mayFollowSuccess ? EITHER : Ledger.Fate.REFUSED,
              x -> x.answer(status, "", "Location: /api/v1/activity/call")));
    }
    return redirects;
  }

  static List<Fault> refusals() {
    return List.of(
        answer(
            "400, field-errors",
            BAD_REQUEST,
            400,
            "{\"errors\": [], \"field-errors\": {\"lead\": \"Object does not exist.\"}}"),
        BAD,
        answer("400, neither", BAD_REQUEST, 400, HTML),
        answer("401", UNAUTHORIZED, 401, "{\"error\": \"Unauthorized\"}"),
        answer("401, with a challenge", UNAUTHORIZED, 401, "", "WWW-Authenticate: Basic realm=x"),
        ofRequest(
                "401 before a large body, which is not read",
                UNAUTHORIZED,
                Ledger.Fate.REFUSED,
                x -> {
                  x.reply(401, new byte[0]);
                  x.hang();
                })
            .incomplete()
            .untilDeadline()
            .ofLargeCall()
            .only(Protocol.HTTP_2),
        answer("402", Outcome.REFUSED, 402, "{}"),
        answer("403", Outcome.REFUSED, 403, ""),
        answer("404", NOT_FOUND, 404, "{\"error\": \"Empty query\"}"),
        answer("405", Outcome.REFUSED, 405, HTML, "Allow: GET"),
        ofRequest("408", FAILED, EITHER, x -> x.answer(408, "", "Connection: close")),
        ofRequest("408, again at once", FAILED, EITHER, x -> x.answer(408, "", "Retry-After: 0")),
        answer("413", Outcome.REFUSED, 413, ""),
        ofRequest(
                "413 before a large body",
                Outcome.REFUSED,
                Ledger.Fate.REFUSED,
                x -> {
                  x.receiveHalf();
                  x.reply(413, new byte[0]);
                  x.pause(50);
                  x.drop();
                })
            .incomplete()
            .ofLargeCall()
            .only(Protocol.HTTP_1),
        answer("415", Outcome.REFUSED, 415, ""),
        answer("421", Outcome.REFUSED, 421, ""));
  }

  static List<Fault> rateLimits() {
    String html = HTML;
    return List.of(
        limit("429, empty", 0, ""),
        limit("429, HTML", 0, html),
        limit("429, RateLimit with commas", 50, "", "RateLimit: limit=9, remaining=0, reset=0.05"),
        limit(
            "429, RateLimit with semicolons",
            50,
            "",
            "ratelimit: limit=9; remaining=0; reset=0.05"),
        limit("429, RateLimit in capitals", 50, "", "RATELIMIT: LIMIT=9, REMAINING=0, RESET=0.05"),
        limit("429, although some remain", 50, "", "RateLimit: limit=9, remaining=5, reset=0.05"),
        limit("429, ratelimit-reset", 50, "", "ratelimit-reset: 0.05"),
        limit("429, Retry-After in seconds", 1000, "", "Retry-After: 1"),
        limit("429, Retry-After 0", 0, "", "Retry-After: 0"),
        limit(
            "429, Retry-After as a date, by a clock of 2001",
            1000,
            "",
            "Date: Thu, 01 Feb 2001 00:00:00 GMT",
            "Retry-After: Thu, 01 Feb 2001 00:00:01 GMT"),
        limit("429, X-Rate-Limit-Reset", 50, "", "X-Rate-Limit-Reset: 0.05"),
        limit("429, rate_reset as a number", 50, "{\"rate_reset\": 0.05}"),
        limit(
            "429, rate_reset as a text under error", 50, "{\"error\": {\"rate_reset\": \"0.05\"}}"),
        limit(
            "429, RateLimit goes before Retry-After",
            50,
            "",
            "RateLimit: limit=9, remaining=0, reset=0.05",
            "Retry-After: 60"),
        limit(
            "429, below zero", 0, "{\"rate_reset\": -7}", "RateLimit: reset=-1", "Retry-After: -5"),
        limit(
            "429, NaN", 0, "{\"rate_reset\": \"NaN\"}", "RateLimit: reset=NaN", "Retry-After: NaN"),
        limit("429, garbage", 0, "{\"rate_reset\": [", "RateLimit: =,;=, reset", "Retry-After: x"),
        answer("429, much later than the deadline", Outcome.REFUSED, 429, "", "Retry-After: 86400"),
        answer(
            "429, later than the end of time",
            Outcome.REFUSED,
            429,
            "",
            "RateLimit: limit=9, remaining=0, reset=" + "9".repeat(400)));
  }

  static List<Fault> failures() {
    List<Fault> failures = new ArrayList<>();
    for (int status : new int[] {500, 502, 503, 504, 599}) {
      failures.add(
          ofRequest(Integer.toString(status), FAILED, EITHER, x -> x.answer(status, HTML)));
    }
    for (String after : new String[] {"0", "1", "x"}) {
      failures.add(
          ofRequest(
              "503, Retry-After " + after,
              FAILED,
              EITHER,
              x -> x.answer(503, "", "Retry-After: " + after)));
    }
    failures.add(answer("407 without a proxy", Outcome.REFUSED, 407, ""));
    for (int status : new int[] {460, 499}) {
      failures.add(
          ofRequest(status + ", the client left", FAILED, EITHER, x -> x.answer(status, "")));
    }
    failures.add(ofRequest("999", FAILED, EITHER, x -> x.answer(999, "")));
    return failures;
  }

  static List<Fault> streams() {
    List<Fault> streams =
        List.of(
            ofRequest(
                "GOAWAY, then the answer",
                LOGGED,
                ACCEPTED,
                receivedThen(
                    x -> {
                      x.goAway(true, ServerExchange.NO_ERROR);
                      x.reply(200, CALL.getBytes(UTF_8), JSON);
                    })),
            ofRequest(
                "GOAWAY, then nothing",
                NO_ANSWER,
                EITHER,
                receivedThen(
                    x -> {
                      x.goAway(true, ServerExchange.INTERNAL_ERROR);
                      x.drop();
                    })),
            ofRequest(
                    "GOAWAY that leaves the stream out",
                    NOT_SENT,
                    Ledger.Fate.REFUSED,
                    receivedThen(
                        x -> {
                          x.goAway(false, ServerExchange.NO_ERROR);
                          x.pause(20);
                          x.drop();
                        }))
                .againAfter(0),
            ofRequest(
                    "RST_STREAM, refused stream",
                    NOT_SENT,
                    Ledger.Fate.REFUSED,
                    receivedThen(x -> x.reset(ServerExchange.REFUSED_STREAM)))
                .againAfter(0),
            reset("RST_STREAM, internal error", EITHER, ServerExchange.INTERNAL_ERROR),
            reset("RST_STREAM, cancel", EITHER, ServerExchange.CANCEL),
            ofRequest(
                    "RST_STREAM, refused stream before the body",
                    NOT_SENT,
                    LOST,
                    x -> x.reset(ServerExchange.REFUSED_STREAM))
                .incomplete()
                .againAfter(0),
            ofRequest(
                "RST_STREAM in the answer",
                UNREADABLE,
                ACCEPTED,
                receivedThen(
                    x -> {
                      x.head(200, JSON);
                      x.body(CALL.substring(0, 100).getBytes(UTF_8));
                      x.pause(20); // OkHttp drops what it has not handed on when the reset comes.
                      x.reset(ServerExchange.INTERNAL_ERROR);
                    })));
    return streams.stream().map(fault -> fault.only(Protocol.HTTP_2)).toList();
  }

  private static Fault answer(
      String name, Outcome outcome, int status, String body, String... headers) {
    return ofRequest(name, outcome, Ledger.Fate.REFUSED, x -> x.answer(status, body, headers));
  }

  private static Fault limit(String name, int wait, String body, String... headers) {
    return answer(name, Outcome.REFUSED, 429, body, headers).againAfter(wait);
  }

  private static Fault accepted(String name, int status, String body) {
    return ofRequest(name, UNREADABLE, ACCEPTED, x -> x.answer(status, body, JSON));
  }

  private static Fault unproven(String name, int status, String body) {
    return ofRequest(name, UNPROVEN, ACCEPTED, x -> x.answer(status, body, JSON));
  }

  private static Fault reset(String name, Ledger.Fate fate, int error) {
    return ofRequest(name, NO_ANSWER, fate, receivedThen(x -> x.reset(error)));
  }

  private static Action receivedThen(Action action) {
    return x -> {
      x.receive();
      action.meet(x);
    };
  }

  private static Action raw(String text) {
    return receivedThen(
        x -> {
          ((Http1) x).raw(text);
          x.drop();
        });
  }

  private static void endlessHeaders(ServerExchange x) throws IOException {
    Http1 http1 = (Http1) x;
    http1.raw("HTTP/1.1 200 OK\r\n");
    for (int i = 0; i < 10_000; i++) {
      http1.raw("X-" + i + ": " + "x".repeat(100) + "\r\n");
    }
    x.drop();
  }

  private static void dripHeaders(ServerExchange x) throws IOException {
    Http1 http1 = (Http1) x;
    http1.raw("HTTP/1.1 200 OK\r\n");
    for (int i = 0; i < 1_000; i++) {
      http1.raw("X-" + i + ": x\r\n");
      x.pause(20);
    }
    x.drop();
  }

  private static Action halfOfBody(int status, Action then) {
    return receivedThen(
        x -> {
          x.head(status, JSON, "Content-Length: " + CALL.length());
          x.body(CALL.substring(0, CALL.length() / 2).getBytes(UTF_8));
          if (x.isHttp2()) {
            x.pause(20); // OkHttp drops what it has not handed on when the connection ends.
          }
          then.meet(x);
        });
  }

  private static Action contentLength(String length) {
    return receivedThen(
        x -> {
          x.head(200, JSON, "Content-Length: " + length);
          x.body(CALL.getBytes(UTF_8));
          x.end();
          if (!x.isHttp2()) {
            x.drop();
          }
        });
  }

  private static Action endless(int status) {
    return receivedThen(
        x -> {
          byte[] piece = "x".repeat(16 << 10).getBytes(UTF_8);
          x.head(status, JSON);
          for (int sent = 0; sent < ENDLESS; sent += piece.length) {
            x.body(piece);
          }
          x.hang();
        });
  }

  private static void drip(ServerExchange x) throws IOException {
    for (int i = 0; i < 1_000; i++) {
      x.body(new byte[] {' '});
      x.pause(20);
    }
    x.drop();
  }

  private static Action informational(int... statuses) {
    return receivedThen(
        x -> {
          for (int status : statuses) {
            x.informational(status);
          }
          x.reply(200, CALL.getBytes(UTF_8), JSON);
        });
  }

  /** Returns the good answer with more properties. */
  private static String with(String properties) {
    return CALL.strip().substring(0, CALL.strip().length() - 1) + ", " + properties + "}";
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /** Made when it is needed: 64 MiB of one letter in 64 KiB. */
  private static final class Bomb {
    static final byte[] BYTES = gzip("x".repeat(64 << 20).getBytes(UTF_8));
  }
}
