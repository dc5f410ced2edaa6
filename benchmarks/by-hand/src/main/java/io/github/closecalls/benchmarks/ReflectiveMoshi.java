package io.github.closecalls.benchmarks;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.function.Function;
import okio.Buffer;

/** Moshi as it is: it reflects on fields. */
public final class ReflectiveMoshi extends PlainContender {
  private final JsonAdapter<PlainAnswer> answers;
  private final JsonAdapter<PlainRequest> requests;

  public ReflectiveMoshi() {
    Moshi moshi =
        new Moshi.Builder()
            .add(OffsetDateTime.class, new Texts<>(OffsetDateTime::parse).nullSafe())
            .add(URI.class, new Texts<>(URI::create).nullSafe())
            .build();
    answers = moshi.adapter(PlainAnswer.class);
    requests = moshi.adapter(PlainRequest.class);
  }

  @Override
  public PlainAnswer readAnswer(byte[] json) throws IOException {
    return answers.fromJson(new Buffer().write(json));
  }

  @Override
  public byte[] writeAnswer(Object answer) throws IOException {
    return bytes(answers, (PlainAnswer) answer);
  }

  @Override
  public PlainRequest readRequest(byte[] json) throws IOException {
    return requests.fromJson(new Buffer().write(json));
  }

  @Override
  public byte[] writeRequest(Object request) throws IOException {
    return bytes(requests, (PlainRequest) request);
  }

  private static <T> byte[] bytes(JsonAdapter<T> adapter, T value) throws IOException {
    Buffer buffer = new Buffer();
    adapter.toJson(buffer, value);
    return buffer.readByteArray();
  }

  /** What Moshi does not know. */
  private static final class Texts<T> extends JsonAdapter<T> {
    private final Function<String, T> parse;

    private Texts(Function<String, T> parse) {
      this.parse = parse;
    }

    @Override
    public T fromJson(JsonReader reader) throws IOException {
      return parse.apply(reader.nextString());
    }

    @Override
    public void toJson(JsonWriter writer, T value) throws IOException {
      writer.value(value.toString());
    }
  }
}
