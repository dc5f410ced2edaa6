package io.github.closecalls.faults;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import io.github.closecalls.model.CallActivity;
import io.github.closecalls.model.ModelJsonAdapterFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer with all that the contract requires, also of a contract that was taken in later. */
public final class CompleteAnswer {
  private static final Pattern MISSING = Pattern.compile("Required but missing: (\\S+)");

  private CompleteAnswer() {}

  /** Adds null for each required property that a call of Close's lacks. */
  public static String of(String call) {
    JsonAdapter<CallActivity> adapter =
        new Moshi.Builder().add(new ModelJsonAdapterFactory()).build().adapter(CallActivity.class);
    String complete = call;
    while (true) {
      try {
        var unused = adapter.fromJson(complete);
        return complete;
      } catch (JsonDataException e) {
        Matcher missing = MISSING.matcher(String.valueOf(e.getMessage()));
        if (!missing.find()) {
          throw new AssertionError("Add what the contract requires to " + call, e);
        }
        complete = complete.replaceFirst("\\{", "{\"" + missing.group(1) + "\": null, ");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
