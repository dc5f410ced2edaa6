package io.github.closecalls.json.internal;

import io.github.closecalls.json.CommaSeparated;
import io.github.closecalls.json.WireFormat;
import io.github.closecalls.json.internal.StyledText.Encoding;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import retrofit2.Converter;
import retrofit2.Retrofit;

/** Writes a parameter as {@link WireFormat} says. Safe to share between threads. */
public final class ParameterConverter implements Converter<Object, String> {
  /** Those whose text needs no JSON. */
  private static final Set<Type> TEXTS =
      Set.of(
          String.class,
          Boolean.class,
          Integer.class,
          Long.class,
          BigInteger.class,
          BigDecimal.class,
          Double.class,
          LocalDate.class,
          OffsetDateTime.class,
          URI.class,
          UUID.class,
          ByteString.class);

  private static final Annotation[] NONE = {};

  private final StyledText text;
  private final @Nullable Converter<Object, RequestBody> json;

  /**
   * Creates the converter of a parameter.
   *
   * @param format how it is written
   * @param type the type of its value, or of one of several
   * @param retrofit where the adapter of that comes from
   */
  public ParameterConverter(WireFormat format, Type type, Retrofit retrofit) {
    Encoding encoding =
        format.plain()
            ? Encoding.NONE
            : format.allowReserved() ? Encoding.ALL_BUT_RESERVED : Encoding.ALL;
    this.text = new StyledText(format.value(), format.name(), format.explode(), encoding);
    Type item =
        type instanceof ParameterizedType generic && generic.getRawType() == CommaSeparated.class
            ? generic.getActualTypeArguments()[0]
            : type;
    this.json =
        isText(item) && !format.value().equals("json")
            ? null
            : retrofit.requestBodyConverter(item, NONE, NONE);
  }

  /** Whether the text of such values needs no JSON. */
  static boolean isText(Type type) {
    return TEXTS.contains(type);
  }

  @Override
  public String convert(Object value) throws IOException {
    if (value instanceof CommaSeparated<?> several) {
      List<@Nullable Object> items = new ArrayList<>();
      for (Object item : several.values()) {
        items.add(tree(item));
      }
      return text.of(items);
    }
    return text.of(tree(value));
  }

  private @Nullable Object tree(Object value) throws IOException {
    if (json == null) {
      return ParameterText.of(value);
    }
    Buffer buffer = new Buffer();
    RequestBody body = json.convert(value);
    if (body == null) {
      return null;
    }
    body.writeTo(buffer);
    return ParameterValues.tree(buffer);
  }
}
