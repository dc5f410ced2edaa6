package io.github.closecalls.testing;

import com.squareup.moshi.JsonAdapter;
import io.github.closecalls.json.Deviation;
import io.github.closecalls.json.JsonModel;
import io.github.closecalls.json.JsonValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an answer must have besides what this fake knows, as a later contract may demand. */
final class RequiredProperties {
  /** Whatever type a property is of, one of them is a value of it. */
  private static final List<@Nullable Object> VALUES =
      Arrays.asList(null, "", 0, false, List.of(), Map.of(), "2014-05-22T17:39:04Z");

  private RequiredProperties() {}

  /**
   * Adds a value for each that the answer lacks.
   *
   * @param adapter reads what the contract says of answers
   */
  static void complete(
      Map<String, @Nullable Object> answer, JsonAdapter<? extends JsonModel> adapter) {
    for (Deviation absent : deviations(answer, adapter)) {
      // Another value than the contract says was sent so, and is answered so.
      for (Object value : absent.isAbsent() ? VALUES : List.of()) {
        if (contains(deviations(answer, adapter), absent.pointer())) {
          answer.put(absent.pointer().substring(1), value);
        }
      }
    }
  }

  private static boolean contains(List<Deviation> deviations, String pointer) {
    for (Deviation deviation : deviations) {
      if (deviation.pointer().equals(pointer)) {
        return true;
      }
    }
    return false;
  }

  private static List<Deviation> deviations(
      Map<String, @Nullable Object> answer, JsonAdapter<? extends JsonModel> adapter) {
    try {
      JsonModel model = adapter.fromJson(JsonValues.ADAPTER.serializeNulls().toJson(answer));
      return model == null ? List.of() : model.deviations();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
