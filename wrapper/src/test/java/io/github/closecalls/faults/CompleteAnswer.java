package io.github.closecalls.faults;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.github.closecalls.json.Deviation;
import io.github.closecalls.model.CallActivity;
import io.github.closecalls.model.ModelJsonAdapterFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;

/** An answer with all that the contract requires, also of a contract that was taken in later. */
public final class CompleteAnswer {
  private static final JsonAdapter<CallActivity> ADAPTER =
      new Moshi.Builder().add(new ModelJsonAdapterFactory()).build().adapter(CallActivity.class);

  /** Whatever type a property is of, one of them is a value of it. */
  private static final List<String> VALUES =
      List.of("null", "\"\"", "0", "false", "[]", "{}", "\"2014-05-22T17:39:04Z\"");

  private CompleteAnswer() {}

  /** Adds a value for each required property that a call of Close's lacks. */
  public static String of(String call) {
    String complete = call;
    for (Deviation missing : deviations(call)) {
      complete = with(missing.pointer(), complete);
    }
    List<Deviation> left = deviations(complete);
    if (!left.isEmpty()) {
      // An answer that is read with deviations costs more, and shows less, than one without.
      throw new AssertionError("Make the answer what the contract says: " + left);
    }
    return complete;
  }

  private static String with(String pointer, String call) {
    return VALUES.stream()
        .map(value -> "{\"" + pointer.substring(1) + "\": " + value + ", ")
        .map(begin -> call.replaceFirst("\\{", Matcher.quoteReplacement(begin)))
        .filter(more -> deviations(more).stream().noneMatch(each -> each.pointer().equals(pointer)))
        .findFirst()
        .orElse(call);
  }

  private static List<Deviation> deviations(String call) {
    try {
      return Objects.requireNonNull(ADAPTER.fromJson(call)).deviations();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
