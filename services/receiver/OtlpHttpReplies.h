#pragma once

#include "services/core/Ingest.h"
#include "services/net/HttpMessage.h"
#include "services/receiver/CorsPolicy.h"
#include "services/receiver/Verdict.h"

namespace spanglass {

/// application/x-protobuf or application/json, parameters and case aside; nullopt for anything else.
std::optional<PayloadFormat> payloadFormatOf(const HttpHead& head);

/// The encoding of an error answer: the request's own, and JSON where the request does not name one of the two, since
/// then it is most likely a person who reads it.
PayloadFormat answerFormatOf(const HttpHead& head);

/// 200 with the signal's response, or the refusal's status with a google.rpc.Status; CORS fields either way.
HttpReply verdictReply(const Verdict& verdict, Signal signal, const HttpHead& head, const CorsPolicy& cors);

/// A refusal with a google.rpc.Status body. `status` 0: the usual one of that refusal.
HttpReply refusalReply(const Verdict& verdict, const HttpHead& head, const CorsPolicy& cors, int status = 0);

} // namespace spanglass
