package io.github.closecalls.testing;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.github.closecalls.json.Deviation;
import io.github.closecalls.json.JsonValues;
import io.github.closecalls.model.CallActivity;
import io.github.closecalls.model.ModelJsonAdapterFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an answer must have besides what this fake knows, as a later contract may demand. */
final class RequiredProperties {
  private static final JsonAdapter<CallActivity> CALL =
      new Moshi.Builder().add(new ModelJsonAdapterFactory()).build().adapter(CallActivity.class);

  /** Whatever type a property is of, one of them is a value of it. */
  private static final List<@Nullable Object> VALUES =
      Arrays.asList(null, "", 0, false, List.of(), Map.of(), "2014-05-22T17:39:04Z");

  private RequiredProperties() {}

  /** Returns each with a value, none if the answer has all that the contract requires. */
  static Map<String, @Nullable Object> missing(Map<String, @Nullable Object> answer) {
    return missing(answer, RequiredProperties::deviations);
  }

  private static List<Deviation> deviations(Map<String, @Nullable Object> answer) {
    try {
      String json = JsonValues.ADAPTER.serializeNulls().toJson(answer);
      return Objects.requireNonNull(CALL.fromJson(json)).deviations();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns each with a value.
   *
   * @param deviations tells what of an answer is not as the contract says
   */
  static Map<String, @Nullable Object> missing(
      Map<String, @Nullable Object> answer,
      Function<Map<String, @Nullable Object>, List<Deviation>> deviations) {
    Map<String, @Nullable Object> missing = new LinkedHashMap<>();
    for (Deviation absent : deviations.apply(answer)) {
      Map<String, @Nullable Object> complete = new LinkedHashMap<>(answer);
      String name = absent.pointer().substring(1);
      for (Object value : VALUES) {
        complete.put(name, value);
        if (deviations.apply(complete).stream()
            .noneMatch(each -> each.pointer().equals(absent.pointer()))) {
          missing.put(name, value);
          break;
        }
      }
    }
    return missing;
  }
}
