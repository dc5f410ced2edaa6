package io.github.closecalls.benchmarks;

import com.squareup.moshi.Moshi;
import io.github.closecalls.model.CallActivity;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.model.ModelJsonAdapterFactory;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/** What this project generates. */
public final class CloseCalls extends RetrofitContender {
  public CloseCalls() {
    super(
        new Retrofit.Builder()
            .baseUrl("https://api.close.com/api/v1/")
            .addConverterFactory(
                MoshiConverterFactory.create(
                    new Moshi.Builder().add(new ModelJsonAdapterFactory()).build()))
            .build(),
        CallActivity.class,
        CreateCallActivity.class);
  }

  @Override
  public Object requestWithoutNote() {
    return CreateCallActivity.builder().build();
  }

  @Override
  public Object requestWithNullNote() {
    return CreateCallActivity.builder().note(null).build();
  }
}
