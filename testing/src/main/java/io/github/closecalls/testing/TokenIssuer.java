package io.github.closecalls.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.closecalls.json.JsonValues;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Gives out tokens of OAuth 2: each refresh token works once. This class is thread-safe. */
final class TokenIssuer {
  private final Set<String> used = new HashSet<>();
  private final Set<String> accessTokens = new HashSet<>();
  private int issued;

  /** Answers a request for tokens. */
  synchronized Reply answer(Received request) {
    Map<String, String> form = form(request.body());
    if (!form.getOrDefault("grant_type", "").equals("refresh_token")) {
      return refusal("unsupported_grant_type");
    }
    if (form.getOrDefault("client_id", "").isEmpty()
        || form.getOrDefault("client_secret", "").isEmpty()) {
      return refusal("invalid_client");
    }
    String refreshToken = form.getOrDefault("refresh_token", "");
    if (refreshToken.isEmpty() || !used.add(refreshToken)) {
      return refusal("invalid_grant");
    }
    issued++;
    Map<String, Object> tokens = new LinkedHashMap<>();
    tokens.put("access_token", "fake-access-token-" + issued);
    tokens.put("refresh_token", "fake-refresh-token-" + issued);
    tokens.put("expires_in", 3600);
    tokens.put("token_type", "Bearer");
    tokens.put("scope", "all.full_access offline_access");
    tokens.put("organization_id", StoredCall.ORGANIZATION);
    tokens.put("user_id", StoredCall.USER);
    accessTokens.add("fake-access-token-" + issued);
    return Reply.status(200, JsonValues.ADAPTER.toJson(tokens));
  }

  synchronized boolean gaveOut(String accessToken) {
    return accessTokens.contains(accessToken);
  }

  synchronized void clear() {
    used.clear();
    accessTokens.clear();
  }

  private static Reply refusal(String code) {
    return Reply.status(400, StoredCall.error(code));
  }

  private static Map<String, String> form(String text) {
    Map<String, String> form = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return form;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
