/** People who keep the live event stream open, and what they hear. */
export class LiveListener {
  #controllers = [];
  #readers = [];
  heard = {};

  static async open(world, usernames) {
    const listener = new LiveListener();
    for (const username of usernames) await listener.#listen(world, username);
    return listener;
  }

  async #listen(world, username) {
    const person = await world.api.person(username, 'listener');
    const controller = new AbortController();
    const response = await fetch(`${world.api.gatewayUrl}/v1/trials/${world.facts.id}/live-events`, {
      headers: { authorization: `Bearer ${person.token}`, accept: 'text/event-stream' },
      signal: controller.signal,
    });
    world.expect(`${username} may listen to live events`, response.status === 200);
    this.heard[username] = [];
    this.#controllers.push(controller);
    this.#readers.push(this.#read(response, this.heard[username]));
  }

  async #read(response, heard) {
    const decoder = new TextDecoder();
    let text = '';
    try {
      for await (const chunk of response.body) {
        text += decoder.decode(chunk, { stream: true });
        const blocks = text.split('\n\n');
        text = blocks.pop();
        heard.push(...blocks.filter((block) => block.includes('data:') && !block.includes('keep-alive')));
      }
    } catch (error) {
      if (error.name !== 'AbortError') throw error;
    }
  }

  async close() {
    for (const controller of this.#controllers) controller.abort();
    await Promise.all(this.#readers);
    this.#controllers = [];
  }
}
