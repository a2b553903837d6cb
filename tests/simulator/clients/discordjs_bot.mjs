// A bot of discord.js's that offers /greet. It says in one line of JSON what it has received, and
// stops when its input ends. DISCORDJS_HOME is the folder in which discord.js is installed.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { API_URL, TOKEN, DISCORDJS_HOME } = process.env;
const require = createRequire(join(DISCORDJS_HOME, 'package.json'));
const { Client, Events, GatewayIntentBits, MessageFlags } = require('discord.js');

const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers],
  rest: { api: API_URL.replace(/\/v10$/, ''), version: '10' },
});

client.once(Events.ClientReady, async (ready) => {
  const commands = await ready.application.commands.set([
    {
      name: 'greet',
      description: 'Greets somebody',
      options: [{ type: 3, name: 'whom', description: 'Who', required: true }],
    },
  ]);
  const guild = ready.guilds.cache.first();
  const members = await guild.members.fetch();
  console.log(
    JSON.stringify({
      guild: guild.name,
      channels: guild.channels.cache.size,
      members: members.size,
      commands: commands.size,
    }),
  );
});

client.on(Events.InteractionCreate, async (interaction) => {
  if (!interaction.isChatInputCommand()) return;
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  await interaction.editReply(`Hello ${interaction.options.getString('whom')}`);
});

process.stdin.resume();
process.stdin.on('end', async () => {
  await client.destroy();
  process.exit(0);
});

await client.login(TOKEN);
