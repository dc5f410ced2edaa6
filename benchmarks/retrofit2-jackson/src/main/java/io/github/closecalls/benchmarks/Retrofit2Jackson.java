package io.github.closecalls.benchmarks;

import org.openapitools.client.ApiClient;
import org.openapitools.client.model.CallActivity;
import org.openapitools.client.model.CreateCallActivity;

/** The generator {@code java} with library {@code retrofit2} and Jackson. */
public final class Retrofit2Jackson extends RetrofitContender {
  public Retrofit2Jackson() {
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
