package io.github.closecalls.testing;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.github.closecalls.json.JsonValues;
import io.github.closecalls.model.CallActivity;
import io.github.closecalls.model.ModelJsonAdapterFactory;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Close answers once it has logged a call: what was sent, and what it adds. */
final class StoredCall {
  static final String ORGANIZATION = "orga_fake";
  static final String USER = "user_fake";

  /** What Close alone sets, whatever is sent. */
  private static final Set<String> OF_CLOSE =
      Set.of(
          "_type",
          "created_by",
          "created_by_name",
          "date_updated",
          "id",
          "sequence_id",
          "sequence_name",
          "sequence_subscription_id",
          "updated_by",
          "updated_by_name",
          "user_name",
          "users");

  /** Close writes six digits of a fraction. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx");

  private static final JsonAdapter<CallActivity> ADAPTER =
      new Moshi.Builder().add(new ModelJsonAdapterFactory()).build().adapter(CallActivity.class);

  private StoredCall() {}

  /**
   * Returns the answer as JSON.
   *
   * @param sent the properties of the call; null counts as absent, as at Close
   */
  static String answer(String id, Map<?, ?> sent) {
    String now = TIME.format(OffsetDateTime.now(ZoneOffset.UTC));
    Map<String, @Nullable Object> call = new LinkedHashMap<>();
    call.put("_type", "Call");
    call.put("id", id);
    sent.forEach(
        (name, value) -> {
          if (value != null && !OF_CLOSE.contains(name)) {
            call.put(String.valueOf(name), value);
          }
        });
    call.putIfAbsent("organization_id", ORGANIZATION);
    call.putIfAbsent("user_id", USER);
    call.putIfAbsent("activity_at", now);
    call.putIfAbsent("date_created", now);
    call.put("date_updated", now);
    call.putIfAbsent("status", "completed");
    call.putIfAbsent("source", "External");
    Object creator = sent.get("created_by"); // As later contracts of Close name created_by_id.
    call.put(
        "created_by",
        creator != null ? creator : call.getOrDefault("created_by_id", call.get("user_id")));
    call.put("updated_by", call.get("created_by"));
    call.put("users", List.of());
    for (String name : List.of("contact_id", "lead_id", "outcome_id")) {
      if (!call.containsKey(name)) {
        call.put(name, null);
      }
    }
    RequiredProperties.complete(call, ADAPTER);
    return JsonValues.ADAPTER.serializeNulls().toJson(call);
  }

  /** Returns the body of a refusal, as Close writes it. */
  static String refusal(Map<String, String> fieldErrors, String... errors) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("errors", new ArrayList<>(List.of(errors)));
    body.put("field-errors", fieldErrors);
    return JsonValues.ADAPTER.toJson(body);
  }

  /** Returns the body of an error that is about no property, as Close writes it. */
  static String error(Object error) {
    return JsonValues.ADAPTER.toJson(Map.of("error", error));
  }
}
