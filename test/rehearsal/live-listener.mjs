/** People who keep the live event stream open, and what they hear: every block, comments and keep-alives included. */
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
    world.transcript.push({
      at: world.trialTime.text,
      who: username,
      role: 'listener',
      method: 'GET',
      path: `/trials/${world.facts.id}/live-events`,
      key: null,
      status: response.status,
      headers: Object.fromEntries(response.headers),
      text: '',
    });
    this.heard[username] = [];
    this.#controllers.push(controller);
    this.#readers.push(this.#read(response, this.heard[username]));
  }

  async #read(response, heard) {
    const decoder = new TextDecoder();
    let text = '';
    let begun = false;
    try {
      for await (const chunk of response.body) {
        text += decoder.decode(chunk, { stream: true });
        // A stream opens with one line end of its own; what comes first after it is a matter of timing.
        if (!begun) text = text.replace(/^\n/, '');
        begun = true;
        const blocks = text.split('\n\n');
        text = blocks.pop();
        heard.push(...blocks);
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
