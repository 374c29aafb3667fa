// An HTTP/2 server for tst_http_client_tls: node http2_peer.mjs KEY CERTIFICATE. Prints its port.
import { constants, createSecureServer } from 'node:http2';
import { readFileSync } from 'node:fs';

const [key, cert] = process.argv.slice(2, 4).map((name) => readFileSync(name));
const server = createSecureServer({ key, cert });
let sessions = 0;
server.on('session', () => { sessions += 1; });
server.on('stream', (stream, headers) => {
  stream.on('error', () => {}); // '/reset' makes one
  const reply = () => {
    stream.respond({ ':status': 200, 'content-type': 'text/plain' });
    stream.end(`HTTP/2.0 session ${sessions}`);
  };
  if (headers[':path'] === '/reset') stream.close(constants.NGHTTP2_INTERNAL_ERROR);
  else if (headers[':path'] === '/slow') setTimeout(reply, 20);
  else reply();
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
