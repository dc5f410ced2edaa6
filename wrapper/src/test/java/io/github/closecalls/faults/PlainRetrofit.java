package io.github.closecalls.faults;

import com.squareup.moshi.Moshi;
import io.github.closecalls.api.ActivitiesCallsApi;
import io.github.closecalls.model.ModelJsonAdapterFactory;
import java.net.URI;
import java.time.Duration;
import okhttp3.OkHttpClient;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/** What is left without the guarantees: the generated client, a credential and a time-out. */
final class PlainRetrofit {
  private PlainRetrofit() {}

  static ActivitiesCallsApi of(URI baseUrl) {
    OkHttpClient own =
        new OkHttpClient.Builder()
            .callTimeout(Duration.ofSeconds(60))
            .addInterceptor(
                chain ->
                    chain.proceed(
                        chain.request().newBuilder().header("Authorization", "Basic x").build()))
            .build();
    return new Retrofit.Builder()
        .baseUrl(baseUrl.toString())
        .client(own)
        .addConverterFactory(
            MoshiConverterFactory.create(
                new Moshi.Builder().add(new ModelJsonAdapterFactory()).build()))
        .build()
        .create(ActivitiesCallsApi.class);
  }
}
