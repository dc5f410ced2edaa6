package io.github.closecalls.json;

import io.github.closecalls.json.internal.ParameterConverter;
import io.github.closecalls.json.internal.ParameterText;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Converter;
import retrofit2.Retrofit;

/**
 * Converts parameters in paths, queries, headers and forms to text for Retrofit, and answers that
 * are text or nothing.
 *
 * <p>Add it to a {@code Retrofit.Builder}, before the converter of JSON: without it a date-time at
 * a full minute is sent without its seconds, which RFC 3339 does not allow, and {@link WireFormat}
 * has no effect. Immutable, and safe to share between threads.
 */
public final class ParameterConverterFactory extends Converter.Factory {
  private ParameterConverterFactory() {}

  /**
   * Returns the factory.
   *
   * @return the factory
   */
  public static ParameterConverterFactory create() {
    return new ParameterConverterFactory();
  }

  @Override
  public @Nullable Converter<?, String> stringConverter(
      Type type, Annotation[] annotations, Retrofit retrofit) {
    for (Annotation annotation : annotations) {
      if (annotation instanceof WireFormat format) {
        return new ParameterConverter(format, type, retrofit);
      }
    }
    return ParameterText::of;
  }

  @Override
  public @Nullable Converter<ResponseBody, ?> responseBodyConverter(
      Type type, Annotation[] annotations, Retrofit retrofit) {
    boolean plain = Arrays.stream(annotations).anyMatch(PlainText.class::isInstance);
    if (plain && type == String.class) {
      return ResponseBody::string;
    }
    return Arrays.stream(annotations)
            .anyMatch(annotation -> annotation instanceof OrNull orNull && orNull.value()[0])
        ? orNull(retrofit.nextResponseBodyConverter(this, type, annotations))
        : null;
  }

  /** An answer without a body is null where that may be: JSON has no text for nothing. */
  private static Converter<ResponseBody, @Nullable Object> orNull(
      Converter<ResponseBody, Object> json) {
    return body -> {
      try (body) {
        return body.source().exhausted() ? null : json.convert(body);
      }
    };
  }
}
