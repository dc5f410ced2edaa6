package io.github.closecalls.benchmarks;

import com.squareup.moshi.Moshi;
import io.github.closecalls.api.ActivitiesCallsApi;
import io.github.closecalls.model.CallActivity;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.model.ModelJsonAdapterFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/** The generated interface without the wrapper: a credential and a time-out, and no guarantee. */
public final class BareRetrofit implements Client, AsyncClient {
  private final ActivitiesCallsApi api;
  private final CreateCallActivity call;

  public BareRetrofit(String address) throws IOException {
    Moshi moshi = new Moshi.Builder().add(new ModelJsonAdapterFactory()).build();
    call = moshi.adapter(CreateCallActivity.class).fromJson(JsonDocuments.text("request-typical"));
    api =
        new Retrofit.Builder()
            .baseUrl(address)
            .client(
                OkHttp.client()
                    .callTimeout(Duration.ofSeconds(60))
                    .addInterceptor(
                        chain ->
                            chain.proceed(
                                chain
                                    .request()
                                    .newBuilder()
                                    .header("Authorization", OkHttp.AUTHORIZATION)
                                    .build()))
                    .build())
            .addConverterFactory(MoshiConverterFactory.create(moshi))
            .build()
            .create(ActivitiesCallsApi.class);
  }

  @Override
  public CallActivity log() throws IOException {
    return api.create(call).execute().body();
  }

  @Override
  public CompletableFuture<CallActivity> logAsync() {
    CompletableFuture<CallActivity> answer = new CompletableFuture<>();
    api.create(call)
        .enqueue(
            new Callback<>() {
              @Override
              public void onResponse(Call<CallActivity> call, Response<CallActivity> response) {
                answer.complete(response.body());
              }

              @Override
              public void onFailure(Call<CallActivity> call, Throwable failure) {
                answer.completeExceptionally(failure);
              }
            });
    return answer;
  }
}
