package io.github.closecalls.benchmarks;

import com.dslplatform.json.DslJson;
import com.dslplatform.json.JsonWriter;
import com.dslplatform.json.runtime.Settings;
import java.io.IOException;

/** DSL-JSON with code that was generated when this was compiled. */
public final class DslJsonFloor extends PlainContender {
  private final DslJson<Object> json = new DslJson<>(Settings.basicSetup());
  private final JsonWriter writer = json.newWriter();

  @Override
  public PlainAnswer readAnswer(byte[] text) throws IOException {
    return json.deserialize(PlainAnswer.class, text, text.length);
  }

  @Override
  public byte[] writeAnswer(Object answer) throws IOException {
    return bytes(answer);
  }

  @Override
  public PlainRequest readRequest(byte[] text) throws IOException {
    return json.deserialize(PlainRequest.class, text, text.length);
  }

  @Override
  public byte[] writeRequest(Object request) throws IOException {
    return bytes(request);
  }

  private byte[] bytes(Object value) throws IOException {
    writer.reset();
    json.serialize(writer, value);
    return writer.toByteArray();
  }
}
