package io.github.closecalls.benchmarks;

import org.openapitools.client.ApiClient;
import org.openapitools.client.model.CallActivity;
import org.openapitools.client.model.CreateCallActivity;

/** The generator {@code java} with library {@code retrofit2}, whose default is Gson. */
public final class Retrofit2Gson extends RetrofitContender {
  public Retrofit2Gson() {
    super(
        new ApiClient().getAdapterBuilder().build(), CallActivity.class, CreateCallActivity.class);
  }

  @Override
  public Object requestWithoutNote() {
    return new CreateCallActivity();
  }

  @Override
  public Object requestWithNullNote() {
    return new CreateCallActivity().note(null);
  }
}
