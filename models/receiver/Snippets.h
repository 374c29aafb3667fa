#pragma once

#include "models/common/EnvironmentText.h"
#include "models/common/Snippet.h"
#include "services/core/ReceiverControl.h"

namespace spanglass {

/// How an app of each language is pointed at the receiver: with the bound addresses; with the configured ones while the
/// receiver does not listen. The access token is the environment variable SPANGLASS_TOKEN.
std::vector<Snippet> connectSnippets(
    const ReceiverSnapshot& snapshot, const ReceiverSettings& settings, EnvStyle style);

/// "http://127.0.0.1:4318", what snippets send to.
QString httpBase(const ReceiverSnapshot& snapshot, const ReceiverSettings& settings);
/// "http://127.0.0.1:4317" for gRPC clients, which want a scheme here.
QString grpcBase(const ReceiverSnapshot& snapshot, const ReceiverSettings& settings);

} // namespace spanglass
