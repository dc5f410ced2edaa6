package io.github.closecalls.benchmarks;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.openapitools.client.ApiClient;
import org.openapitools.client.model.CallActivity;
import org.openapitools.client.model.CreateCallActivity;

/** The generator {@code java} with library {@code native}. */
public final class Native implements Contender {
  private final ObjectMapper mapper = new ApiClient().getObjectMapper();

  @Override
  public Object readAnswer(byte[] json) throws IOException {
    return mapper.readValue(text(json), new TypeReference<CallActivity>() {});
  }

  @Override
  public byte[] writeAnswer(Object answer) throws IOException {
    return mapper.writeValueAsBytes(answer);
  }

  @Override
  public Object readRequest(byte[] json) throws IOException {
    return mapper.readValue(text(json), new TypeReference<CreateCallActivity>() {});
  }

  @Override
  public byte[] writeRequest(Object request) throws IOException {
    return mapper.writeValueAsBytes(request);
  }

  @Override
  public Object requestWithoutNote() {
    return new CreateCallActivity();
  }

  @Override
  public Object requestWithNullNote() {
    return new CreateCallActivity().note(null);
  }

  /** Returns the text that the generated API reads from the response's stream before it parses. */
  private static String text(byte[] json) {
    return new String(new ByteArrayInputStream(json).readAllBytes());
  }
}
